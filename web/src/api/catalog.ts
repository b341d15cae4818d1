import type {
  AuditEntry,
  DriftItem,
  Endpoint,
  EndpointRow,
  Page,
  Rule,
  SensitiveField,
  SensitiveKind,
  SensitiveRow,
  ServiceMap,
  Services,
} from "./catalog-types.ts";
import { queryOf } from "./client.ts";
import { addressOf, change, get } from "./http.ts";

/** Rows of a page: what a screen shows, with some to scroll. */
const PAGE = "200";

type Parameters = Readonly<Record<string, string | null>>;

export function getServices(signal: AbortSignal): Promise<Services> {
  return get("services", signal);
}

/** A page of the endpoints that parameters of the API find. */
export async function getEndpoints(found: Parameters, cursor: string | null, signal: AbortSignal): Promise<Page<EndpointRow>> {
  const query = queryOf({ ...found, limit: PAGE, cursor });
  const page = await get<{ endpoints: EndpointRow[]; total: number; next_cursor: string | null }>(`endpoints${query}`, signal);
  return { rows: page.endpoints, total: page.total, next: page.next_cursor };
}

export function getEndpoint(id: string, signal: AbortSignal): Promise<Endpoint> {
  return get(`endpoints/${encodeURIComponent(id)}`, signal);
}

/** A page of sensitive fields, with the kinds that there are. */
export interface SensitivePage extends Page<SensitiveRow> {
  readonly kinds: readonly SensitiveKind[];
}

export async function getSensitive(found: Parameters, cursor: string | null, signal: AbortSignal): Promise<SensitivePage> {
  const query = queryOf({ ...found, limit: PAGE, cursor });
  interface Answer {
    fields: SensitiveRow[];
    total: number;
    next_cursor: string | null;
    kinds: SensitiveKind[];
  }
  const page = await get<Answer>(`sensitive${query}`, signal);
  return { rows: page.fields, total: page.total, next: page.next_cursor, kinds: page.kinds };
}

export function getMap(minutes: number, signal: AbortSignal): Promise<ServiceMap> {
  return get(`map?minutes=${minutes}`, signal);
}

export async function getDrift(found: Parameters, cursor: string | null, signal: AbortSignal): Promise<Page<DriftItem>> {
  const query = queryOf({ ...found, limit: PAGE, cursor });
  const page = await get<{ items: DriftItem[]; total: number; next_cursor: string | null }>(`drift${query}`, signal);
  return { rows: page.items, total: page.total, next: page.next_cursor };
}

export function getRules(signal: AbortSignal): Promise<{ rules: readonly Rule[] }> {
  return get("rules", signal);
}

/** A page of who changed what, the newest first; how many there are is not told. */
export async function getAudit(cursor: string | null, signal: AbortSignal): Promise<Page<AuditEntry>> {
  const page = await get<{ entries: AuditEntry[]; next_cursor: string | null }>(`audit${queryOf({ limit: "50", cursor })}`, signal);
  return { rows: page.entries, total: page.entries.length, next: page.next_cursor };
}

export function addRule(rule: Rule): Promise<void> {
  return change("POST", "rules", rule);
}

export function removeRule(rule: Rule): Promise<void> {
  return change("DELETE", `rules${queryOf({ ...rule })}`);
}

type Finding = Pick<SensitiveField, "kind" | "where">;

/** Says of a finding that it is none. */
export function dismiss(endpoint: string, { kind, where }: Finding): Promise<void> {
  return change("POST", "dismissals", { endpoint, kind, where });
}

/** Takes that back. */
export function takeBack(endpoint: string, { kind, where }: Finding): Promise<void> {
  return change("DELETE", `dismissals${queryOf({ endpoint, kind, where })}`);
}

/** Says of a difference that it is as it should be, or takes that back. */
export function accept(id: string, isAccepted: boolean): Promise<void> {
  return change(isAccepted ? "POST" : "DELETE", `drift/${encodeURIComponent(id)}/accept`);
}

/** The address of what belongs to a service: openapi.json, openapi.yaml, description. */
export function serviceFile(service: string, name: string): string {
  return `services/${encodeURIComponent(service)}/${name}`;
}

export function removeDescription(service: string): Promise<void> {
  return change("DELETE", serviceFile(service, "description"));
}

/** The address of a service's file, for a link. */
export function serviceLink(service: string, name: string): string {
  return addressOf(serviceFile(service, name));
}
