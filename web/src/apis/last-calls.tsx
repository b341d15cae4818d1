import type { JSX } from "preact";
import type { Endpoint } from "../api/catalog-types.ts";
import type { Row } from "../api/row.ts";
import { writeRoute } from "../frame/route.ts";
import { toneOf } from "../live/call-row.tsx";
import { clock, duration } from "../shared/format.ts";
import { LatencyChart } from "./latency-chart.tsx";
import type { Calls } from "./use-calls.ts";

/** Calls that are listed; the chart shows more. */
const LISTED = 8;

/** The newest calls of an endpoint: how long they took, and a way to each. */
export function LastCalls(props: { readonly endpoint: Endpoint; readonly calls: Calls }): JSX.Element {
  const { filter, rows, error } = props.calls;
  const calls = rows ?? [];
  return (
    <>
      <LatencyChart endpoint={props.endpoint} calls={calls} />
      <section class="message" aria-label="Last calls">
        <h3>
          Last calls
          {calls.length > LISTED && (
            <small>
              <a href={writeRoute("live", { filter })}>all of them</a>
            </small>
          )}
        </h3>
        {error !== null && <p class="bad">{`They cannot be read: ${error.message}`}</p>}
        {rows === null && error === null && <p class="quiet">Loading</p>}
        {rows?.length === 0 && <p class="quiet">The store has none of its calls any more.</p>}
        <ul class="calls">
          {calls.slice(0, LISTED).map((call) => (
            <CallLine key={call.id} call={call} filter={filter} />
          ))}
        </ul>
      </section>
    </>
  );
}

function CallLine(props: { readonly call: Row; readonly filter: string }): JSX.Element {
  const { call, filter } = props;
  return (
    <li>
      <a href={writeRoute("live", { filter, call: String(call.id) })}>
        <span class="quiet">{clock(call.time)}</span>
        <span class="path">{call.path}</span>
        <span class={toneOf(call.status)}>{call.status ?? "none"}</span>
        <span class="took">{duration(call.duration_ns)}</span>
      </a>
    </li>
  );
}
