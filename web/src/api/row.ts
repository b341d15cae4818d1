/** An exchange as the list and the live stream have it; docs/api.md has the meanings. */
export interface Row {
  readonly id: number;
  readonly time: string;
  readonly duration_ns: number;
  readonly direction: string;
  readonly service: string | null;
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly name: string | null;
  readonly method: string | null;
  readonly path: string | null;
  /** The host that was asked for; of a call that went out, whom it was made to. */
  readonly host: string | null;
  readonly status: number | null;
  readonly anomalies: readonly string[];
  readonly trace_id: string;
  readonly span_id: string;
}
