import type { View } from "../frame/view.ts";
import { SpecView } from "./spec-view.tsx";

/** Descriptions of services: as they are seen, as they are written, and how the two differ. */
export const spec: View = {
  id: "spec",
  title: "Spec and drift",
  short: "Spec",
  key: "d",
  icon: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  component: SpecView,
  isOfCatalog: true,
};
