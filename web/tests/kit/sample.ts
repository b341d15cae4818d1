import type { TestCall } from "./otlp.ts";

const ORDER = JSON.stringify({
  id: "ord-20418",
  items: [
    { sku: "tea-green-100", quantity: 2, price: 4.9 },
    { sku: "cup-blue", quantity: 1, price: 12 },
  ],
  customer: { name: "Ada", email: "REDACTED", vip: true, note: null },
  total: 21.8,
});
const AGENT = { host: "shop.example", "user-agent": "okhttp/4.12.0", accept: "application/json", authorization: "Bearer REDACTED" };
const JSON_TYPE = { "content-type": "application/json", date: "Sun, 29 Nov 2026 12:00:00 GMT", server: "kestrel" };

/** Calls of a small shop, over and over. */
const ROUND: readonly TestCall[] = [
  { path: "/api/products", ms: 3.2, requestHeaders: AGENT, responseHeaders: JSON_TYPE, responseBody: '[{"sku":"tea-green-100","price":4.9}]' },
  {
    method: "POST",
    path: "/api/orders",
    status: 201,
    ms: 28.4,
    requestHeaders: { ...AGENT, ...JSON_TYPE },
    requestBody: ORDER,
    responseHeaders: JSON_TYPE,
    responseBody: ORDER,
  },
  { path: "/api/orders/20418", ms: 0.84, requestHeaders: AGENT, responseHeaders: JSON_TYPE, responseBody: ORDER },
  { method: "PUT", path: "/api/cart/7b1c3e9a-88f0-4d5e-9f3a-1c2b3a4d5e6f/items", ms: 11, requestBody: '{"sku":"cup-blue"}' },
  { path: "/api/products/cup-blue/reviews", status: 404, ms: 1.4, responseBody: '{"error":"not found"}' },
  { method: "DELETE", path: "/api/cart/19", status: 204, ms: 6 },
  {
    method: "POST",
    path: "/login",
    status: 401,
    ms: 180,
    requestBody: "user=ada&password=REDACTED",
    requestHeaders: { "content-type": "application/x-www-form-urlencoded" },
  },
  { path: "/api/slow", status: 503, ms: 2412, anomalies: ["response_incomplete", "connection_reset"] },
  { method: "POST", name: "shop.v1.Catalog/Search", path: "/shop.v1.Catalog/Search", ms: 7.7, requestBody: '{"query":"tea"}' },
  { path: "/healthz", ms: 0.2 },
  { path: "/api/export.csv", ms: 95, status: null, anomalies: ["response_missing"] },
];

/** So many calls. */
export function sampleCalls(count: number): TestCall[] {
  return Array.from({ length: count }, (_, index) => ROUND[index % ROUND.length] ?? {});
}
