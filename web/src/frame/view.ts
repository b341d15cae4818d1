import type { FunctionComponent } from "preact";

/** A view: what a folder of its own exports, and views.ts registers. */
export interface View {
  /** Its name in the address: #live. */
  readonly id: string;
  readonly title: string;
  /** Its title where there is little room, of some seven letters at most. */
  readonly short: string;
  /** The letter that leads to it, after g. */
  readonly key: string;
  /** The strokes of its icon, in a box of 24 by 24. */
  readonly icon: string;
  readonly component: FunctionComponent;
  /** Whether it shows the catalog, which some agents do not keep. */
  readonly isOfCatalog?: boolean;
}
