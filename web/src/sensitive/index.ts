import type { View } from "../frame/view.ts";
import { SensitiveView } from "./sensitive-view.tsx";

/** Where calls carry what should be protected. */
export const sensitive: View = {
  id: "sensitive",
  title: "Sensitive data",
  short: "Data",
  key: "s",
  icon: "M12 3 5 6v5c0 4.5 3 8 7 10 4-2 7-5.5 7-10V6zM12 9v3M12 15v.5",
  component: SensitiveView,
  isOfCatalog: true,
};
