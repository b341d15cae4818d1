import type { Schema } from "./schema.ts";

/** How many operations of a service stand in which relation to its description. */
export interface DriftCounts {
  readonly documented: number;
  readonly shadow: number;
  readonly orphan: number;
  readonly zombie: number;
  readonly changed: number;
}

export interface Service {
  readonly name: string;
  readonly calls: number;
  readonly errors: number;
  readonly failures: number;
  readonly endpoints: number;
  readonly unconfirmed: number;
  readonly refused: number;
  readonly capped: boolean;
  readonly first_seen: string | null;
  readonly last_seen: string | null;
  readonly sensitive: readonly string[];
  readonly description?: boolean;
  readonly drift?: DriftCounts;
}

export interface Services {
  readonly services: readonly Service[];
  readonly refused_calls: number;
  readonly capped: boolean;
  readonly as_of: string;
}

/** A page of a list. */
export interface Page<T> {
  readonly rows: readonly T[];
  readonly total: number;
  readonly next: string | null;
}

/** An endpoint as its row shows it. */
export interface EndpointRow {
  readonly id: string;
  readonly service: string;
  readonly kind: string;
  readonly method: string;
  readonly template: string;
  readonly operation: string | null;
  readonly declared: boolean;
  readonly capped: boolean;
  readonly calls: number;
  readonly errors: number;
  readonly failures: number;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly p50_us: number;
  readonly p95_us: number;
  readonly p99_us: number;
  readonly auth: readonly string[];
  readonly sensitive: readonly string[];
  readonly drift: string | null;
  readonly callers: number;
  /** Calls of the last 60 minutes, oldest first. */
  readonly recent: readonly number[];
}

export interface Minute {
  readonly time: string;
  readonly calls: number;
  readonly errors: number;
}

export interface PathParameter {
  readonly name: string;
  readonly type: string;
  readonly format: string | null;
  readonly samples: readonly string[];
  readonly distinct: number;
}

/** A property of an object, or a parameter: present in so many of so many. */
export interface Property {
  readonly name: string;
  readonly required: boolean;
  readonly present: number;
  readonly of: number;
  readonly schema: Schema;
}

export interface BodyShape {
  /** 0 for the request. */
  readonly status: number;
  readonly content_type: string;
  readonly messages: number;
  readonly partial: number;
  readonly schema: Schema | null;
}

/** A place of an endpoint where values of a kind were found. */
export interface SensitiveField {
  readonly kind: string;
  readonly where: string;
  readonly matched: number;
  readonly seen: number;
  readonly confidence: number;
  readonly flagged: boolean;
  readonly dismissed: boolean;
}

export type RuleKind = "declare" | "split" | "merge" | "pin";

export interface Rule {
  readonly service: string;
  readonly kind: RuleKind;
  readonly template: string;
}

/** All that is known of an endpoint. */
export interface Endpoint extends EndpointRow {
  readonly statuses: readonly { readonly status: number; readonly calls: number }[];
  readonly minutes: readonly Minute[];
  readonly caller_list: readonly { readonly name: string; readonly calls: number; readonly last_seen: string | null }[];
  readonly api_key_name: string | null;
  readonly path_parameters: readonly PathParameter[];
  readonly query_parameters: readonly Property[];
  readonly header_parameters: readonly Property[];
  readonly bodies: readonly BodyShape[];
  readonly sensitive_fields: readonly SensitiveField[];
  readonly rules: readonly Rule[];
}

/** A sensitive field of any endpoint. */
export interface SensitiveRow extends SensitiveField {
  readonly endpoint: string;
  readonly service: string;
  readonly kind_of_call: string;
  readonly method: string;
  readonly template: string;
  readonly operation: string | null;
}

export interface SensitiveKind {
  readonly kind: string;
  readonly fields: number;
  readonly endpoints: number;
  readonly matched: number;
}

export interface MapNode {
  readonly name: string;
  /** Whether it is mirrored itself; else others told of it, whom it calls or who call it. */
  readonly service: boolean;
  readonly calls: number;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly calls: number;
  readonly last_seen: string | null;
}

export interface ServiceMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly hidden_idle: number;
}

/** Something in which traffic and a description differ, or agree. */
export interface DriftItem {
  readonly id: string;
  readonly service: string;
  readonly state: string;
  readonly method: string;
  readonly template: string;
  readonly endpoint: string | null;
  readonly changes: readonly { readonly where: string; readonly what: string }[];
  readonly since: string | null;
  readonly accepted: boolean;
}

/** What an uploaded description was taken for. */
export interface Description {
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly warnings: readonly string[];
}

export interface AuditEntry {
  readonly id: number | string;
  readonly time: string;
  readonly user: string | null;
  readonly action: string;
  readonly target: string;
}
