import type { DriftCounts } from "../api/catalog-types.ts";

/** What kinds of calls are called. */
export const KINDS: readonly (readonly [kind: string, title: string])[] = [
  ["http", "HTTP"],
  ["grpc", "gRPC"],
  ["graphql", "GraphQL"],
  ["websocket", "WebSocket"],
];

/** Ways in which calls are authenticated. */
export const AUTH: readonly (readonly [auth: string, title: string])[] = [
  ["bearer_jwt", "JWT"],
  ["bearer_opaque", "bearer token"],
  ["basic", "basic"],
  ["api_key_header", "API key, header"],
  ["api_key_query", "API key, query"],
  ["cookie", "cookie"],
  ["mutual_tls", "mutual TLS"],
  ["aws_sigv4", "AWS SigV4"],
];

/** How an endpoint stands to the description of its service, with what that means. */
export const DRIFT: readonly (readonly [state: keyof DriftCounts, title: string, about: string])[] = [
  ["shadow", "shadow", "called, and not in the description"],
  ["zombie", "zombie", "called, and deprecated by the description"],
  ["changed", "changed", "called otherwise than the description says"],
  ["orphan", "orphan", "described, and not called"],
  ["documented", "documented", "called as the description says"],
];

/** The title of a value; the value itself where it is none of those. */
export function titleOf(names: readonly (readonly [string, string, ...unknown[]])[], value: string): string {
  return names.find(([name]) => name === value)?.[1] ?? value;
}

/** How a state of drift is coloured. */
export function driftTone(state: string): string {
  const tones: Readonly<Record<string, string>> = { documented: "good", shadow: "bad", zombie: "bad", changed: "warn" };
  return tones[state] ?? "quiet";
}
