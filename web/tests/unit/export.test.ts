import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Exchange, Message } from "../../src/api/types.ts";
import { shellWord, toCurl } from "../../src/export/curl.ts";
import { toHar } from "../../src/export/har.ts";

const REQUEST: Message = {
  headers: [
    ["host", "shop.example:8080"],
    ["content-type", "application/json"],
    ["content-length", "2"],
    ["x-empty", ""],
  ],
  body_bytes: 2,
  body: "{}",
  body_encoding: "text",
};

const CALL: Exchange = {
  id: 1,
  time: "2026-01-31T12:00:00.000000000Z",
  duration_ns: 5_000_000,
  direction: "ingress",
  service: "shop",
  namespace: "default",
  pod: "shop-1",
  name: "POST",
  method: "POST",
  path: "/items",
  host: null,
  status: 201,
  anomalies: [],
  trace_id: "t",
  span_id: "s",
  parent_span_id: null,
  kind: "server",
  span_status: "unset",
  span_status_message: "",
  request: REQUEST,
  response: { headers: [["content-type", "image/png"]], body_bytes: 4, body: "iVBORw==", body_encoding: "base64" },
  attributes: [
    { key: "url.scheme", value: "https" },
    { key: "url.query", value: "a=1&b=%20" },
  ],
  resource: [],
};

describe("a call as a command", () => {
  it("It has method, address, fields and body, and not what curl writes by itself", () => {
    expect(toCurl(CALL).split(" \\\n  ")).toEqual([
      "curl --globoff",
      "--url 'https://shop.example:8080/items?a=1&b=%20'",
      "--request 'POST'",
      "--header 'content-type: application/json'",
      "--header 'x-empty;'",
      "--data-raw '{}'",
    ]);
  });

  it("A field whose name is no token is left out: curl reads a file where one begins with @", () => {
    const headers: Message["headers"] = [
      ["@/etc/passwd", "x"],
      ["a b", "x"],
    ];
    expect(toCurl({ ...CALL, request: { ...REQUEST, headers } })).not.toContain("--header");
  });

  it("Bytes are decoded on the way", () => {
    const request: Message = { ...REQUEST, body: "AAEC", body_encoding: "base64" };
    expect(toCurl({ ...CALL, request })).toMatch(/^printf %s 'AAEC' \| base64 --decode \| curl [\s\S]*--data-binary @-$/u);
  });

  it("A method that is not known goes as it was sent", () => {
    const attributes = [{ key: "http.request.method_original", value: "PURGE" }];
    expect(toCurl({ ...CALL, method: "_OTHER", attributes })).toContain("--request 'PURGE'");
  });

  it("No payload gets out of its word of the shell", () => {
    for (const text of ["'; touch x; '", "$(id)", "`id`", "a\nb", "\u001b[201~id\n", "\\", "'\u0007\\'", "é\u0085ü", "-x", "!!", ""]) {
      const [, word] = [text, shellWord(text)];
      expect(execFileSync("bash", ["-c", `printf '%s' ${word}`], { encoding: "utf8" })).toBe(text);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal would obey
      expect(word).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/u);
    }
  });
});

describe("a call as HAR", () => {
  it("It has both messages, query and times", () => {
    const har = JSON.parse(JSON.stringify(toHar(CALL)));
    const [entry] = har.log.entries;
    expect(har.log.version).toBe("1.2");
    expect(entry.time).toBe(5);
    expect(entry.request).toMatchObject({ method: "POST", url: "https://shop.example:8080/items?a=1&b=%20", bodySize: 2 });
    expect(entry.request.queryString).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: " " },
    ]);
    expect(entry.response).toMatchObject({ status: 201, content: { mimeType: "image/png", text: "iVBORw==", encoding: "base64" } });
  });

  it("A call of which nothing but the row is known can be written too", () => {
    const har = JSON.parse(JSON.stringify(toHar({ ...CALL, request: null, response: null, status: null, method: null, attributes: [] })));
    expect(har.log.entries[0]).toMatchObject({ request: { url: "http://localhost/items" }, response: { status: 0 } });
  });
});
