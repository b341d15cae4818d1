import type { JSX } from "preact";
import { whole } from "../shared/format.ts";
import type { LiveModel } from "./model.ts";

/** Whether calls come, how fast, and a button that stops them. */
export function Toolbar(props: { readonly model: LiveModel }): JSX.Element {
  const { model } = props;
  return (
    <div class="controls">
      <p class={`state ${model.connection}`} role="status">
        <span class="dot" aria-hidden="true" />
        {stateOf(model)}
      </p>
      <button type="button" aria-pressed={model.paused} title="Pause or go on (p)" onClick={() => model.hold("paused", !model.paused)}>
        {model.paused ? `Resume${model.rows.waiting > 0 ? ` (${whole(model.rows.waiting)})` : ""}` : "Pause"}
      </button>
    </div>
  );
}

function stateOf(model: LiveModel): string {
  if (model.connection === "broken") {
    return "not connected, trying again";
  }
  if (model.connection === "connecting") {
    return "connecting";
  }
  const rate = model.rate.perSecond(performance.now());
  const speed = rate === 0 ? "" : `, ${rate < 10 ? rate.toFixed(1) : whole(Math.round(rate))}/s`;
  const lost = model.lost > 0 ? `, ${whole(model.lost)} not shown (too fast for this page)` : "";
  return (model.paused ? "paused" : `live${speed}`) + lost;
}
