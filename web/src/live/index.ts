import type { View } from "../frame/view.ts";
import { LiveView } from "./live-view.tsx";

/** Calls as they happen. */
export const live: View = { id: "live", title: "Live traffic", short: "Live", key: "l", icon: "M3 12h4l3-8 4 16 3-8h4", component: LiveView };
