import { apis } from "./apis/index.ts";
import type { View } from "./frame/view.ts";
import { health } from "./health/index.ts";
import { live } from "./live/index.ts";
import { pods } from "./pods/index.ts";

/** Every view, in the order of the navigation; the first is where the page opens. */
export const VIEWS: readonly [View, ...View[]] = [live, apis, pods, health];
