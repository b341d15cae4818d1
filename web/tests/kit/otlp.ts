import { randomBytes } from "node:crypto";

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** An exchange as a test sends it. */
export interface TestCall {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number | null;
  readonly ms?: number;
  readonly name?: string;
  readonly anomalies?: readonly string[];
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly requestBody?: string;
  readonly responseBody?: string;
  readonly attributes?: Readonly<Record<string, string | number | readonly string[]>>;
}

export interface Source {
  readonly service: string;
  readonly namespace: string;
  readonly pod: string;
}

export const SHOP: Source = { service: "shop", namespace: "shop", pod: "shop-7d9f6c5b8-x2k4q" };

type Value = string | number | readonly string[];

function anyValue(value: Value): object {
  if (typeof value === "string") {
    return { stringValue: value };
  }
  return typeof value === "number" ? { intValue: value } : { arrayValue: { values: value.map((text) => ({ stringValue: text })) } };
}

function attributes(values: Readonly<Record<string, Value | undefined | null>>): object[] {
  const present = Object.entries(values).filter((entry): entry is [string, Value] => entry[1] !== undefined && entry[1] !== null);
  return present.map(([key, value]) => ({ key, value: anyValue(value) }));
}

function headers(side: string, fields: Readonly<Record<string, string>> | undefined): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [`http.${side}.header.${name}`, [value]]));
}

function spanOf(call: TestCall, start: bigint): object {
  const length = BigInt(Math.round((call.ms ?? 5) * 1000)) * 1000n;
  const { requestBody } = call;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    name: call.name ?? call.method ?? "GET",
    kind: 2,
    startTimeUnixNano: String(start),
    endTimeUnixNano: String(start + length),
    attributes: attributes({
      "http.request.method": call.method ?? "GET",
      "url.path": call.path ?? "/",
      "url.scheme": "http",
      "http.response.status_code": call.status === undefined ? 200 : call.status,
      "network.protocol.version": "1.1",
      "podmirror.direction": "ingress",
      "podmirror.anomalies": (call.anomalies?.length ?? 0) > 0 ? call.anomalies : undefined,
      "http.request.body.content": requestBody,
      "http.request.body.size": requestBody?.length ?? 0,
      "http.response.body.content": call.responseBody,
      "http.response.body.size": call.responseBody?.length ?? 0,
      ...headers("request", call.requestHeaders),
      ...headers("response", call.responseHeaders),
      ...call.attributes,
    }),
  };
}

function resource(source: Source): object {
  return {
    attributes: attributes({ "service.name": source.service, "k8s.namespace.name": source.namespace, "k8s.pod.name": source.pod }),
  };
}

/** How far apart calls begin. */
const STEP_NS = 37_000_000n;

/** Calls of one Pod, the last of them newest, as a request for /v1/traces. */
export function traces(calls: readonly TestCall[], source: Source = SHOP): object {
  const now = BigInt(Date.now()) * NANOSECONDS_PER_MILLISECOND;
  const spans = calls.map((call, index) => spanOf(call, now - BigInt(calls.length - index) * STEP_NS));
  return { resourceSpans: [{ resource: resource(source), scopeSpans: [{ scope: { name: "podmirror" }, spans }] }] };
}

/** A counter of a sidecar: its metric, the attribute that tells it apart, and its value. */
export type TestCounter = readonly [metric: string, attribute: readonly [string, string] | null, value: number];

const GAUGE = /\.(utilization|usage|reduced|version)$/u;
const LEVEL = /\.(open|held|in_flight|pending)$/u;

function kindOf(name: string): "sum" | "gauge" {
  return GAUGE.test(name) ? "gauge" : "sum";
}

/** What the sidecars of a Pod count, as a request for /v1/metrics. */
export function metrics(counters: readonly TestCounter[], source: Source = SHOP): object {
  const now = BigInt(Date.now()) * NANOSECONDS_PER_MILLISECOND;
  const list = counters.map(([name, attribute, value]) => ({
    name: `podmirror.${name}`,
    [kindOf(name)]: {
      ...(GAUGE.test(name) ? {} : { aggregationTemporality: 2, isMonotonic: !LEVEL.test(name) }),
      dataPoints: [
        {
          startTimeUnixNano: String(now - 3_600_000_000_000n),
          timeUnixNano: String(now),
          asInt: String(value),
          attributes: attribute === null ? [] : attributes({ [`podmirror.${attribute[0]}`]: attribute[1] }),
        },
      ],
    },
  }));
  return { resourceMetrics: [{ resource: resource(source), scopeMetrics: [{ scope: { name: "podmirror" }, metrics: list }] }] };
}

/** A ledger of both sidecars of a Pod with something in every stage. */
export const LEDGER: readonly TestCounter[] = [
  ["mirror.ring.packets", null, 912_408],
  ["mirror.ring.dropped", null, 112],
  ["mirror.packets", null, 912_296],
  ["mirror.packets.read", ["outcome", "tcp"], 911_240],
  ["mirror.packets.read", ["outcome", "not_tcp"], 1056],
  ["mirror.bytes", null, 402_653_184],
  ["mirror.bytes.read", ["outcome", "parsed"], 402_653_184],
  ["mirror.bytes.parsed", ["protocol", "http"], 362_387_866],
  ["mirror.bytes.parsed", ["protocol", "opaque_tls"], 40_265_318],
  ["mirror.flows", null, 0],
  ["mirror.requests", null, 88_214],
  ["mirror.requests.ended", ["outcome", "exchanged"], 88_201],
  ["mirror.requests.open", null, 13],
  ["mirror.exchanges", null, 88_201],
  ["mirror.exchanges.sent", null, 88_180],
  ["mirror.exchanges.dropped", ["reason", "socket_full"], 21],
  ["mirror.exchanges.acknowledged", null, 88_172],
  ["mirror.exchanges.in_flight", null, 8],
  ["mirror.cpu.utilization", null, 31],
  ["mirror.memory.usage", null, 23_400_448],
  ["tme.exchanges", null, 88_172],
  ["tme.exchanges.exported", null, 88_120],
  ["tme.exchanges.dropped", ["reason", "rate_limited"], 40],
  ["tme.exchanges.pending", null, 12],
  ["tme.cpu.utilization", null, 54],
  ["tme.memory.usage", null, 41_943_040],
];
