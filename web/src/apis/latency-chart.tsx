import type { JSX } from "preact";
import type { Endpoint } from "../api/catalog-types.ts";
import type { Row } from "../api/row.ts";
import { toneOf } from "../live/call-row.tsx";
import { clock, counted, duration } from "../shared/format.ts";
import { micros } from "./endpoint-list.tsx";

const NANOSECONDS_PER_MICROSECOND = 1000;

/** A scale for durations: by powers, as they differ by powers. Places are from 0, the top, to 1. */
export function latencyScale(us: readonly number[]): (value: number) => number {
  const known = us.filter((value) => value > 0).map(Math.log10);
  const low = Math.min(...known, Math.log10(us.find((value) => value > 0) ?? 1)) - 0.1;
  const high = Math.max(...known, low + 0.2) + 0.1;
  return (value) => 1 - (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
}

/** How long the last calls took, each a dot, and where 50, 95 and 99 of 100 calls of all time are. */
export function LatencyChart(props: { readonly endpoint: Endpoint; readonly calls: readonly Row[] }): JSX.Element {
  const { endpoint } = props;
  const calls = props.calls.toReversed();
  const marks: readonly (readonly [string, number])[] = [
    ["p50", endpoint.p50_us],
    ["p95", endpoint.p95_us],
    ["p99", endpoint.p99_us],
  ];
  const place = latencyScale([...marks.map(([, us]) => us), ...calls.map((call) => call.duration_ns / NANOSECONDS_PER_MICROSECOND)]);
  const said = marks.map(([name, us]) => `${name} ${micros(us)}`).join(", ");
  return (
    <section class="message" aria-label="Latency">
      <h3>
        Latency
        <small>{said}</small>
      </h3>
      <div class="chart latency">
        <div class="levels" aria-hidden="true">
          {spread(marks.map(([name, us]) => [name, place(us)] as const)).map(([name, top]) => (
            <span key={name} style={{ top: `${(top * 100).toFixed(2)}%` }}>
              {name}
            </span>
          ))}
        </div>
        <svg
          viewBox="0 0 1 1"
          preserveAspectRatio="none"
          role="img"
          aria-label={`${said}, of all calls; and how long each of the last ${counted(calls.length, "call")} took`}
        >
          {marks.map(([name, us]) => (
            <path key={name} class="chart-level" d={`M0 ${place(us).toFixed(4)}H1`} />
          ))}
          {calls.map((call, index) => (
            <path
              key={call.id}
              class={`chart-dot ${toneOf(call.status)}`}
              d={dotAt((index + 0.5) / calls.length, place(call.duration_ns / NANOSECONDS_PER_MICROSECOND))}
            >
              <title>{`${clock(call.time)}: ${duration(call.duration_ns)}, ${call.status ?? "no response"}`}</title>
            </path>
          ))}
        </svg>
      </div>
    </section>
  );
}

/** A line without length: its round ends are a dot, whatever the picture is stretched to. */
function dotAt(x: number, y: number): string {
  return `M${x.toFixed(4)} ${y.toFixed(4)}h0`;
}

/** Of the picture's height a label takes so much. */
const LABEL = 0.16;

/** Labels that would lie on each other are moved apart within the picture; the last of them is the highest. */
export function spread(labels: readonly (readonly [string, number])[]): [string, number][] {
  let above = -LABEL;
  const lowered = labels.toReversed().map(([name, top]): [string, number] => {
    above = Math.max(top, above + LABEL);
    return [name, above];
  });
  let below = 1 + LABEL;
  return lowered.toReversed().map(([name, top]) => {
    below = Math.min(top, below - LABEL);
    return [name, below];
  });
}
