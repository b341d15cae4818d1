import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Endpoint } from "../api/catalog-types.ts";
import { getExchanges } from "../api/client.ts";
import type { Row } from "../api/row.ts";
import type { ExchangePage } from "../api/types.ts";
import { writeRoute } from "../frame/route.ts";
import { toneOf } from "../live/call-row.tsx";
import { clock, duration } from "../shared/format.ts";
import { usePolled } from "../shared/poll.ts";
import { filterOf } from "./calls.ts";
import { LatencyChart } from "./latency-chart.tsx";

/** Calls that the chart shows; of them a few are listed. */
const CHARTED = 100;
const LISTED = 8;

/** The newest calls of an endpoint that the store has: how long they took, and a way to each. */
export function LastCalls(props: { readonly endpoint: Endpoint }): JSX.Element {
  const { endpoint } = props;
  const filter = filterOf(endpoint);
  const { service } = endpoint;
  const read = useMemo(
    () =>
      (signal: AbortSignal): Promise<ExchangePage> =>
        getExchanges({ filter, service }, CHARTED, null, signal),
    [filter, service],
  );
  const { data, error } = usePolled(read);
  const calls = data?.exchanges ?? [];
  return (
    <>
      <LatencyChart endpoint={endpoint} calls={calls} />
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
        {data === null && error === null && <p class="quiet">Loading</p>}
        {data !== null && calls.length === 0 && <p class="quiet">The store has none of its calls any more.</p>}
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
