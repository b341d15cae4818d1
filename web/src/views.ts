import { apis } from "./apis/index.ts";
import type { View } from "./frame/view.ts";
import { health } from "./health/index.ts";
import { live } from "./live/index.ts";
import { map } from "./map/index.ts";
import { pods } from "./pods/index.ts";
import { sensitive } from "./sensitive/index.ts";
import { spec } from "./spec/index.ts";

/** Every view, in the order of the navigation; the first is where the page opens. */
export const VIEWS: readonly [View, ...View[]] = [live, apis, sensitive, map, spec, pods, health];
