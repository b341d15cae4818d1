import type { JSX } from "preact";

/** What stands in place of buttons that change something. */
export function ReadOnly(): JSX.Element {
  return <p class="quiet read-only">You may look at this and not change it: your role is viewer.</p>;
}
