import type { Row } from "./row.ts";

/** A value of an attribute, as the API writes it. */
export type AttributeValue = string | number | boolean | null | readonly AttributeValue[] | { readonly base64: string };

export interface Attribute {
  readonly key: string;
  readonly value: AttributeValue;
}

/** A request or a response. */
export interface Message {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body_bytes: number | null;
  readonly body: string | null;
  readonly body_encoding: "text" | "base64" | null;
}

/** One exchange, whole. */
export interface Exchange extends Row {
  readonly parent_span_id: string | null;
  readonly kind: string;
  readonly span_status: string;
  readonly span_status_message: string;
  readonly request: Message | null;
  readonly response: Message | null;
  readonly attributes: readonly Attribute[];
  readonly resource: readonly Attribute[];
}

export interface ExchangePage {
  readonly exchanges: readonly Row[];
  readonly next_cursor: string | null;
}

export type Counts = Readonly<Record<string, number>>;

/** What mirror or tme of a Pod told last. */
export interface Ledger {
  readonly since: string | null;
  readonly time: string;
  readonly balanced: boolean;
  readonly detail: string;
  readonly cpu_permille: number;
  readonly memory_bytes: number;
  readonly dropped: Counts;
  readonly counters: Counts;
}

export interface SidecarPod {
  readonly namespace: string | null;
  readonly pod: string | null;
  readonly service: string | null;
  readonly heard: string;
  readonly mirror: Ledger | null;
  readonly tme: Ledger | null;
}

export interface Sidecars {
  readonly pods: readonly SidecarPod[];
  readonly total: number;
}

export interface Container {
  readonly name: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly waiting: string | null;
}

export interface CoveragePod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly node: string | null;
  readonly created: string;
  readonly owner: { readonly kind: string; readonly name: string };
  readonly state: string;
  readonly reason: string;
  readonly detail: string | null;
  readonly sentence: string;
  readonly containers: readonly Container[];
  readonly last_span: string | null;
}

export interface Coverage {
  readonly complete: boolean;
  readonly trouble: string | null;
  readonly summary: Counts;
  readonly pods: readonly CoveragePod[];
}

/** The store, or a backend that spans are passed on to. */
export interface Destination {
  readonly name: string;
  readonly kind: "store" | "backend";
  readonly trouble: string | null;
  readonly waiting: number;
  readonly waiting_bytes: number;
  readonly limit_bytes: number;
  readonly oldest_age_seconds: number;
  readonly delivered: number;
  readonly duplicate?: number;
  readonly retries?: number;
  readonly dropped: Counts;
}

export interface Pipeline {
  /** Whether this agent injects, and so has coverage. */
  readonly injector: boolean;
  readonly received: { readonly spans: number; readonly accepted: number; readonly refused: Counts };
  readonly queue: {
    readonly durable: boolean;
    readonly trouble: string | null;
    readonly file_bytes: number;
    readonly memory_bytes: number;
    readonly memory_limit_bytes: number;
  };
  readonly destinations: readonly Destination[];
  /** How the catalog keeps up with the store; null of an agent that keeps none. */
  readonly catalog: CatalogState | null;
}

export interface CatalogState {
  readonly trouble: string | null;
  readonly waiting: number;
  readonly observed: number;
  readonly ignored: number;
  readonly missed: number;
}
