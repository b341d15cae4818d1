import type { JSX } from "preact";

/** An icon of strokes in a box of 24 by 24; what it means is said beside it. */
export function Icon(props: { readonly path: string }): JSX.Element {
  return (
    <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={props.path} />
    </svg>
  );
}
