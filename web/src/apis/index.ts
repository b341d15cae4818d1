import type { View } from "../frame/view.ts";
import { ApisView } from "./apis-view.tsx";

/** What is called: services and their endpoints. */
export const apis: View = {
  id: "apis",
  title: "APIs",
  short: "APIs",
  key: "a",
  icon: "M4 6h16M4 12h10M4 18h13M19 10v8l3-2",
  component: ApisView,
  isOfCatalog: true,
};
