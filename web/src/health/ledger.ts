import type { Counts, Destination, Ledger, Pipeline, Sidecars } from "../api/types.ts";

/** Something that did not go on to the next stage. */
export interface Loss {
  readonly reason: string;
  readonly count: number;
  /** Left out on purpose: a filter, a rate, a second try. */
  readonly isWanted: boolean;
}

/** One stage of the way from the wire to the store. */
export interface Stage {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly about: string;
  readonly entered: number;
  readonly passed: number;
  /** Not yet on one side or the other. */
  readonly waiting: number;
  readonly losses: readonly Loss[];
  /** Whether it is a place where spans stay: there may be several side by side. */
  readonly isEnd: boolean;
  /** What is wrong now. */
  readonly trouble: string | null;
}

/** Left out because somebody asked for it, or because it was there already. */
const WANTED = new Set(["filtered_mode", "rate", "rate_limited", "sampling", "unsampled", "disabled", "duplicate", "not_tcp", "not_ip", "fragment"]);

/** The stages in the order of the data. Without sidecars the first of them are left out. */
export function stagesOf(pipeline: Pipeline | null, sidecars: Sidecars | null): Stage[] {
  const mirrors = totals((sidecars?.pods ?? []).map((pod) => pod.mirror));
  const tmes = totals((sidecars?.pods ?? []).map((pod) => pod.tme));
  return [
    ...(mirrors === null ? [] : [ring(mirrors), messages(mirrors), exchanges(mirrors)]),
    ...(tmes === null ? [] : [spans(tmes)]),
    ...(pipeline === null ? [] : [received(pipeline), ...pipeline.destinations.map(destination)]),
  ];
}

/** Sums of all ledgers; null when there is none. */
export function totals(ledgers: readonly (Ledger | null)[]): Counts | null {
  const known = ledgers.filter((ledger) => ledger !== null);
  if (known.length === 0) {
    return null;
  }
  const sums: Record<string, number> = {};
  for (const ledger of known) {
    for (const [name, count] of Object.entries(ledger.counters)) {
      sums[name] = (sums[name] ?? 0) + count;
    }
  }
  return sums;
}

function losses(counts: Readonly<Record<string, number | undefined>>): Loss[] {
  return Object.entries(counts)
    .map(([reason, count]) => ({ reason, count: count ?? 0, isWanted: WANTED.has(reason) }))
    .filter((loss) => loss.count > 0)
    .sort((a, b) => Number(a.isWanted) - Number(b.isWanted) || b.count - a.count);
}

/** Counters whose names begin so, by what follows. */
function starting(counts: Counts, prefix: string): Record<string, number> {
  const found = Object.entries(counts).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, count]) => [name.slice(prefix.length), count]));
}

function ring(counts: Counts): Stage {
  const of = (name: string): number => counts[name] ?? 0;
  const others = Object.entries(starting(counts, "packets_")).filter(([name]) => name !== "seen" && name !== "tcp");
  return {
    id: "packets",
    title: "Packets",
    unit: "packets",
    about: "mirror reads what the kernel puts into its ring",
    entered: of("packets_seen") + of("ring_drops"),
    passed: of("packets_tcp"),
    waiting: 0,
    losses: losses({ ring_full: of("ring_drops"), ...Object.fromEntries(others) }),
    isEnd: false,
    trouble: null,
  };
}

function messages(counts: Counts): Stage {
  const of = (name: string): number => counts[name] ?? 0;
  return {
    id: "requests",
    title: "Requests",
    unit: "requests",
    about: "streams are put together, and requests found in them",
    entered: of("requests_seen"),
    passed: of("requests_exchanged"),
    waiting: of("requests_open"),
    losses: losses({ memory_full: of("requests_dropped_memory") }),
    isEnd: false,
    trouble: null,
  };
}

function exchanges(counts: Counts): Stage {
  const of = (name: string): number => counts[name] ?? 0;
  return {
    id: "exchanges",
    title: "Exchanges",
    unit: "exchanges",
    about: "requests with their responses, handed to tme over a socket",
    entered: of("exchanges_built"),
    passed: of("exchanges_acknowledged"),
    waiting: of("exchanges_in_flight"),
    losses: losses({
      ...starting(counts, "exchanges_dropped_"),
      filtered_mode: of("exchanges_filtered_mode"),
      unacknowledged: of("exchanges_unacknowledged"),
    }),
    isEnd: false,
    trouble: null,
  };
}

function spans(counts: Counts): Stage {
  const of = (name: string): number => counts[name] ?? 0;
  return {
    id: "spans",
    title: "Spans",
    unit: "spans",
    about: "tme hides secrets, writes spans and exports them",
    entered: of("exchanges_received"),
    passed: of("exchanges_exported"),
    waiting: of("exchanges_pending"),
    losses: losses(starting(counts, "exchanges_dropped_")),
    isEnd: false,
    trouble: null,
  };
}

function received(pipeline: Pipeline): Stage {
  return {
    id: "received",
    title: "Received",
    unit: "spans",
    about: "the agent's receivers put them into its queue",
    entered: pipeline.received.spans,
    passed: pipeline.received.accepted,
    waiting: 0,
    losses: losses(pipeline.received.refused),
    isEnd: false,
    trouble: pipeline.queue.trouble,
  };
}

function destination(target: Destination): Stage {
  const dropped = losses({ ...target.dropped, duplicate: target.duplicate });
  const lost = dropped.reduce((all, loss) => all + loss.count, 0);
  return {
    id: `${target.kind}-${target.name}`,
    title: target.kind === "store" ? "Stored" : target.name,
    unit: "spans",
    about: target.kind === "store" ? "the store, which this page shows" : "a backend that spans are passed on to",
    entered: target.delivered + target.waiting + lost,
    passed: target.delivered,
    waiting: target.waiting,
    losses: dropped,
    isEnd: true,
    trouble: target.trouble,
  };
}

/** What was lost against anybody's wish. */
export function unwanted(stage: Stage): number {
  return stage.losses.filter((loss) => !loss.isWanted).reduce((all, loss) => all + loss.count, 0);
}
