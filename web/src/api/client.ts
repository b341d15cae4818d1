import { get } from "./http.ts";
import type { Coverage, Exchange, ExchangePage, Pipeline, Sidecars } from "./types.ts";

/** Sidecars of one answer at most: the API's own bound. */
export const MAX_SIDECARS = 1000;

/** Calls that a filter finds, newest first; of one service where one is named. */
export function getExchanges(
  found: { readonly filter: string; readonly service: string | null },
  limit: number,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ExchangePage> {
  return get(`exchanges${queryOf({ ...found, limit: String(limit), cursor })}`, signal);
}

export function getExchange(id: number, signal: AbortSignal): Promise<Exchange> {
  return get(`exchanges/${id}`, signal);
}

export function getCoverage(signal: AbortSignal): Promise<Coverage> {
  return get("coverage", signal);
}

export function getSidecars(signal: AbortSignal): Promise<Sidecars> {
  return get(`sidecars?limit=${MAX_SIDECARS}`, signal);
}

export function getPipeline(signal: AbortSignal): Promise<Pipeline> {
  return get("pipeline", signal);
}

/** A query of the parameters that have a value: "?a=b", or nothing. */
export function queryOf(parameters: Readonly<Record<string, string | null>>): string {
  const kept = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "");
  return kept.length === 0 ? "" : `?${new URLSearchParams(kept)}`;
}
