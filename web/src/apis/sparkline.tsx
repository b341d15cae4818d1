import type { JSX } from "preact";
import { whole } from "../shared/format.ts";

/** Calls by the minute as a small area; its figure is told to those who do not see it. */
export function Sparkline(props: { readonly counts: readonly number[] }): JSX.Element {
  const { counts } = props;
  const most = Math.max(1, ...counts);
  const all = counts.reduce((sum, count) => sum + count, 0);
  const points = counts.map((count, index) => `${index} ${(1 - count / most).toFixed(3)}`);
  return (
    <span class="spark" title={`${whole(all)} calls in the last ${counts.length} minutes, at most ${whole(all === 0 ? 0 : most)} in one`}>
      <svg viewBox={`0 0 ${Math.max(1, counts.length - 1)} 1`} preserveAspectRatio="none" aria-hidden="true">
        {counts.length > 1 && <path class="spark-area" d={`M0 1L${points.join("L")}L${counts.length - 1} 1Z`} />}
        {counts.length > 1 && <path class="spark-line" d={`M${points.join("L")}`} />}
      </svg>
      <span class="off-screen">{whole(all)}</span>
    </span>
  );
}
