import type { View } from "../frame/view.ts";
import { HealthView } from "./health-view.tsx";

/** The loss ledger. */
export const health: View = {
  id: "health",
  title: "Health",
  short: "Health",
  key: "h",
  icon: "M4 5h16M4 5v4l6 5v6h4v-6l6-5V5",
  component: HealthView,
};
