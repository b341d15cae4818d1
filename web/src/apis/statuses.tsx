import type { JSX } from "preact";
import { toneOf } from "../live/call-row.tsx";
import { share, whole } from "../shared/format.ts";

interface Props {
  readonly statuses: readonly { readonly status: number; readonly calls: number }[];
}

/** Calls by status, most first. */
export function Statuses(props: Props): JSX.Element | null {
  const all = props.statuses.reduce((sum, each) => sum + each.calls, 0);
  const sorted = [...props.statuses].sort((a, b) => b.calls - a.calls);
  return all === 0 ? null : (
    <section class="message" aria-label="Statuses">
      <h3>Statuses</h3>
      <ul class="statuses">
        {sorted.map(({ status, calls }) => (
          <li key={status}>
            <b class={toneOf(status === 0 ? null : status)}>{status === 0 ? "none" : status}</b>
            <span class="share" aria-hidden="true">
              <span class={toneOf(status === 0 ? null : status)} style={{ width: `${((calls / all) * 100).toFixed(2)}%` }} />
            </span>
            <span title={whole(calls)}>{share(calls, all)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
