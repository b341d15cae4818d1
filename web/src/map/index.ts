import type { View } from "../frame/view.ts";
import { MapView } from "./map-view.tsx";

/** Who calls whom. */
export const map: View = {
  id: "map",
  title: "Map",
  short: "Map",
  key: "m",
  icon: "M6 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6M18 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6M18 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6M9 6h6M8 8l8 8",
  component: MapView,
  isOfCatalog: true,
};
