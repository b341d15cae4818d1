import type { DriftItem, Endpoint, EndpointRow, Rule, SensitiveKind, SensitiveRow, Service, ServiceMap } from "../../src/api/catalog-types.ts";
import type { Schema } from "../../src/api/schema.ts";

const HOUR = 60;
const FIRST_SEEN = "2026-11-27T08:12:44.120Z";
const LAST_SEEN = "2026-11-29T17:20:03.004Z";

/** A schema with what is particular about it. */
export function schema(type: string | readonly string[], more: Partial<Schema> = {}): Schema {
  const nothing = { format: null, enumeration: null, example: null, minimum: null, maximum: null, properties: [], items: null };
  return { types: [type].flat(), nullable: false, seen: 410, ...nothing, additional_properties: null, capped: false, ...more };
}

function property(name: string, of: Schema, present = 410): Endpoint["query_parameters"][number] {
  return { name, required: present === 410, present, of: 410, schema: of };
}

const ORDER = schema("object", {
  properties: [
    property("id", schema("string", { format: "uuid", example: "7b1c3e9a-88f0-4d5e-9f3a-1c2b3a4d5e6f" })),
    property("state", schema("string", { enumeration: ["new", "paid", "sent", "returned"] })),
    property("total", schema("number", { minimum: 0.9, maximum: 1204.5 })),
    property(
      "items",
      schema("array", {
        items: schema("object", {
          properties: [
            property("sku", schema("string", { example: "tea-green-100" })),
            property("quantity", schema("integer", { minimum: 1, maximum: 24 })),
            property("gift", schema("boolean"), 31),
          ],
        }),
      }),
    ),
    property(
      "customer",
      schema("object", {
        nullable: true,
        properties: [
          property("email", schema("string", { format: "email", example: "REDACTED" })),
          property("since", schema("string", { format: "date" }), 388),
        ],
      }),
      402,
    ),
    property("labels", schema("object", { additional_properties: schema("string", { example: "spring" }) }), 120),
    property("note", schema(["string", "integer"], { nullable: true, capped: true }), 12),
    property("codes", schema("array", { items: schema("array", { items: schema("integer") }) })),
  ],
});

/** So many minutes of calls that go up and down. */
export function minutesOf(base: number, length = HOUR): number[] {
  return Array.from({ length }, (_, index) => Math.max(0, Math.round(base * (1 + Math.sin(index / 5)) + ((index * 7) % 5))));
}

/** An endpoint's row with what is particular about it. */
export function endpointRow(id: number, more: Partial<EndpointRow> = {}): EndpointRow {
  return {
    id: id.toString(16).padStart(16, "0"),
    service: "shop",
    kind: "http",
    method: "GET",
    template: "/api/products",
    operation: null,
    declared: false,
    capped: false,
    calls: 12_408 - id * 31,
    errors: 0,
    failures: 0,
    first_seen: FIRST_SEEN,
    last_seen: LAST_SEEN,
    p50_us: 3120,
    p95_us: 11_400,
    p99_us: 48_900,
    auth: ["bearer_jwt"],
    sensitive: [],
    drift: null,
    callers: 2,
    recent: minutesOf(20),
    ...more,
  };
}

/** Endpoints of a small shop. */
export const ENDPOINTS: readonly EndpointRow[] = [
  endpointRow(1, { drift: "documented" }),
  endpointRow(2, {
    method: "GET",
    template: "/api/orders/{orderId}",
    sensitive: ["email", "phone", "payment_card"],
    drift: "changed",
    errors: 310,
    failures: 4,
  }),
  endpointRow(3, { method: "POST", template: "/api/orders", sensitive: ["payment_card"], auth: ["bearer_jwt", "api_key_header"], errors: 90 }),
  endpointRow(4, { method: "DELETE", template: "/api/cart/{cartId}", auth: [], drift: "shadow" }),
  endpointRow(5, {
    kind: "grpc",
    method: "POST",
    service: "catalog",
    template: "/shop.v1.Catalog/Search",
    auth: ["mutual_tls"],
    recent: minutesOf(3),
  }),
  endpointRow(6, { kind: "graphql", method: "POST", service: "storefront", template: "/graphql", operation: "query Basket", drift: "zombie" }),
  endpointRow(7, {
    kind: "websocket",
    service: "storefront",
    template: "/live/{channel}",
    auth: ["cookie"],
    p50_us: 31_000_000,
    p95_us: 290_000_000,
  }),
  endpointRow(8, { template: "/api/files/{…*}", capped: true, recent: minutesOf(0) }),
  endpointRow(9, { template: "/api/products/{productId}/reviews/{reviewId}/helpful", declared: true, auth: ["basic"] }),
  endpointRow(10, { service: "payments-gateway-with-a-rather-long-name", method: "PATCH", template: "/v2/charges/{chargeId}", auth: ["aws_sigv4"] }),
];

/** The whole of an endpoint. */
export function endpoint(row: EndpointRow): Endpoint {
  const start = Date.parse("2026-11-29T16:21:00Z");
  return {
    ...row,
    statuses: [
      { status: 200, calls: row.calls - row.errors },
      { status: 404, calls: row.errors - row.failures },
      { status: 503, calls: row.failures },
    ].filter((each) => each.calls > 0),
    minutes: row.recent.map((calls, index) => ({
      time: new Date(start + index * 60_000).toISOString(),
      calls,
      errors: row.errors > 0 ? Math.round(calls / 9) : 0,
    })),
    caller_list: [
      { name: "storefront", calls: 9412, last_seen: LAST_SEEN },
      { name: "10.42.0.17", calls: 211, last_seen: null },
    ],
    api_key_name: row.auth.includes("api_key_header") ? "x-api-key" : null,
    path_parameters: [...row.template.matchAll(/\{([^}]+)\}/gu)].map(([, name = ""]) => ({
      name,
      type: "string",
      format: "uuid",
      samples: ["7b1c3e9a-88f0-4d5e-9f3a-1c2b3a4d5e6f", "20418"],
      distinct: 32,
    })),
    query_parameters: [
      property("page", schema("integer", { minimum: 1, maximum: 40 }), 120),
      property("sort", schema("string", { enumeration: ["price", "name"] })),
    ],
    header_parameters: [property("x-tenant", schema("string", { example: "north" }))],
    bodies: [
      { status: 0, content_type: "application/json", messages: 410, partial: 3, schema: ORDER },
      { status: 200, content_type: "application/json", messages: 400, partial: 0, schema: schema("array", { items: ORDER }) },
      { status: 404, content_type: "text/html", messages: 10, partial: 0, schema: null },
      { status: 204, content_type: "", messages: 2, partial: 0, schema: null },
    ],
    sensitive_fields: row.sensitive.map((kind, index) => ({
      kind,
      where: `request.body.customer.${kind}`,
      matched: 380,
      seen: 410,
      confidence: 0.93,
      flagged: index !== 1,
      dismissed: index === 2,
    })),
    rules: row.declared ? [{ service: row.service, kind: "declare", template: row.template }] : [],
  };
}

/** Services of the endpoints. */
export const SERVICES: readonly Service[] = [...new Set(ENDPOINTS.map((row) => row.service))].map((name) => {
  const rows = ENDPOINTS.filter((row) => row.service === name);
  const sum = (of: (row: EndpointRow) => number): number => rows.reduce((all, row) => all + of(row), 0);
  return {
    name,
    calls: sum((row) => row.calls),
    errors: sum((row) => row.errors),
    failures: sum((row) => row.failures),
    endpoints: rows.length,
    unconfirmed: 12,
    refused: 0,
    capped: rows.some((row) => row.capped),
    first_seen: FIRST_SEEN,
    last_seen: LAST_SEEN,
    sensitive: [...new Set(rows.flatMap((row) => row.sensitive))],
    description: name === "shop",
    drift: {
      documented: name === "shop" ? 11 : 0,
      shadow: rows.filter((row) => row.drift === "shadow").length,
      orphan: name === "shop" ? 2 : 0,
      zombie: rows.filter((row) => row.drift === "zombie").length,
      changed: rows.filter((row) => row.drift === "changed").length,
    },
  };
});

export const RULES: readonly Rule[] = [
  { service: "shop", kind: "declare", template: "/api/products/{productId}/reviews/{reviewId}/helpful" },
  { service: "catalog", kind: "pin", template: "/api/search" },
];

/** The sensitive fields of all endpoints. */
export const SENSITIVE: readonly SensitiveRow[] = ENDPOINTS.flatMap((row) =>
  endpoint(row).sensitive_fields.map((field) => ({
    ...field,
    endpoint: row.id,
    service: row.service,
    kind_of_call: row.kind,
    method: row.method,
    template: row.template,
    operation: row.operation,
  })),
);

export const KINDS: readonly SensitiveKind[] = [...new Set(SENSITIVE.map((row) => row.kind))].map((kind) => {
  const rows = SENSITIVE.filter((row) => row.kind === kind);
  return { kind, fields: rows.length, endpoints: new Set(rows.map((row) => row.endpoint)).size, matched: 380 * rows.length };
});

export const MAP: ServiceMap = {
  nodes: [
    { name: "internet", service: false, calls: 41_200 },
    { name: "storefront", service: true, calls: 41_200 },
    { name: "shop", service: true, calls: 30_800 },
    { name: "catalog", service: true, calls: 9400 },
    { name: "payments-gateway-with-a-rather-long-name", service: true, calls: 1200 },
    { name: "10.42.0.17", service: false, calls: 211 },
    { name: "api.bank.example", service: false, calls: 1180 },
  ],
  edges: [
    { from: "internet", to: "storefront", calls: 41_200, last_seen: LAST_SEEN },
    { from: "storefront", to: "shop", calls: 30_589, last_seen: LAST_SEEN },
    { from: "storefront", to: "catalog", calls: 6400, last_seen: LAST_SEEN },
    { from: "shop", to: "catalog", calls: 3000, last_seen: LAST_SEEN },
    { from: "10.42.0.17", to: "shop", calls: 211, last_seen: LAST_SEEN },
    { from: "shop", to: "payments-gateway-with-a-rather-long-name", calls: 1200, last_seen: LAST_SEEN },
    { from: "payments-gateway-with-a-rather-long-name", to: "api.bank.example", calls: 1180, last_seen: LAST_SEEN },
    { from: "payments-gateway-with-a-rather-long-name", to: "shop", calls: 40, last_seen: LAST_SEEN },
    { from: "catalog", to: "catalog", calls: 12, last_seen: LAST_SEEN },
  ],
  hidden_idle: 3,
};

export const DRIFT: readonly DriftItem[] = (["shadow", "changed", "orphan", "zombie", "documented"] as const).map((state, index) => ({
  id: `${index + 1}`.padStart(16, "0"),
  service: "shop",
  state,
  method: index % 2 === 0 ? "GET" : "POST",
  template: ["/api/cart/{cartId}", "/api/orders/{orderId}", "/api/wishes", "/api/legacy/{id}", "/api/products"][index] ?? "/",
  endpoint: state === "orphan" ? null : endpointRow(index + 1).id,
  changes: state === "changed" ? [{ where: "response 200 body.total", what: "a number, and the description says string" }] : [],
  since: LAST_SEEN,
  accepted: index === 3,
}));
