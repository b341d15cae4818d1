import type { View } from "../frame/view.ts";
import { PodsView } from "./pods-view.tsx";

/** How every Pod stands. */
export const pods: View = {
  id: "pods",
  title: "Pods",
  short: "Pods",
  key: "p",
  icon: "M12 3 4 7v10l8 4 8-4V7zM4 7l8 4 8-4M12 11v10",
  component: PodsView,
};
