/** What would run, load or change something, were it ever more than text. */
export const PAYLOADS = [
  "<script>window.hit=1</script>",
  "<img src=x onerror=window.hit=1>",
  '"><svg onload=window.hit=1>',
  "javascript:window.hit=1",
  "</style><link rel=stylesheet href=//evil.example/x>",
  "{{constructor.constructor('window.hit=1')()}}",
  "data:text/html,<script>window.hit=1</script>",
  "\u202etxt.exe\u0000\u001b[31m\u2028",
  "__proto__",
] as const;

/** What tells rows apart, and so has to stay as it is. */
const KEPT = new Set(["id", "endpoint", "next_cursor", "authentication", "role"]);

/** JSON with a payload in the place of each text, and in each list of texts. */
export function poisoned(json: unknown, payload: string): unknown {
  if (typeof json === "string") {
    return payload;
  }
  if (Array.isArray(json)) {
    return json.map((value) => poisoned(value, payload));
  }
  return typeof json === "object" && json !== null
    ? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, KEPT.has(key) ? value : poisoned(value, payload)]))
    : json;
}
