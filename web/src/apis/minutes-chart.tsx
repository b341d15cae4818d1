import type { JSX } from "preact";
import type { Minute } from "../api/catalog-types.ts";
import { compact, counted, whole } from "../shared/format.ts";

/** Of a minute its bar takes so much; the rest is the gap to the next. */
const BAR = 0.78;

/** Calls and errors of the last hour by the minute, as bars. */
export function MinutesChart(props: { readonly minutes: readonly Minute[] }): JSX.Element | null {
  const { minutes } = props;
  const [first] = minutes;
  const last = minutes.at(-1);
  if (first === undefined || last === undefined) {
    return null;
  }
  const most = Math.max(1, ...minutes.map((minute) => minute.calls));
  const calls = minutes.reduce((sum, minute) => sum + minute.calls, 0);
  const errors = minutes.reduce((sum, minute) => sum + minute.errors, 0);
  const sums = `${counted(calls, "call")}, ${counted(errors, "error")} in the last ${minutes.length} minutes`;
  const said = `${sums}; at most ${whole(calls === 0 ? 0 : most)} in one`;
  return (
    <section class="message" aria-label="Last hour">
      <h3>
        Last hour
        <small>{said}</small>
      </h3>
      <div class="chart">
        <div class="scale" aria-hidden="true">
          <span>{compact(most)}</span>
          <span>0</span>
        </div>
        <svg viewBox={`0 0 ${minutes.length} ${most}`} preserveAspectRatio="none" role="img" aria-label={`Calls by the minute: ${said}`}>
          {minutes.map((minute, index) => (
            <g key={minute.time}>
              <title>{`${timeOf(minute.time)}: ${counted(minute.calls, "call")}, ${counted(minute.errors, "error")}`}</title>
              <rect class="chart-hit" x={index} y={0} width={1} height={most} />
              <rect class="chart-good" x={index} y={most - minute.calls} width={BAR} height={Math.max(0, minute.calls - minute.errors)} />
              <rect class="chart-bad" x={index} y={most - minute.errors} width={BAR} height={minute.errors} />
            </g>
          ))}
        </svg>
        <div class="times" aria-hidden="true">
          <span>{timeOf(first.time)}</span>
          <span>{timeOf(last.time)}</span>
        </div>
      </div>
    </section>
  );
}

/** Hours and minutes where the reader is. */
function timeOf(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}
