import { describe, expect, it } from "vitest";
import type { Message } from "../../src/api/types.ts";
import { hexDump } from "../../src/body/hex.ts";
import { indentJson, MAX_DEPTH } from "../../src/body/indent.ts";
import { MAX_SHOWN, prettyBody } from "../../src/body/pretty.ts";
import { jsonTokens, MAX_TOKENS } from "../../src/body/tokens.ts";

function message(body: string, contentType = "application/json"): Message {
  return { headers: [["Content-Type", contentType]], body_bytes: body.length, body, body_encoding: "text" };
}

function text(body: string, contentType?: string): string {
  return prettyBody(message(body, contentType))
    .tokens.map((token) => token.text)
    .join("");
}

describe("bodies as people read them", () => {
  it("JSON is indented, and its numbers and keys stay as they were sent", () => {
    expect(indentJson('{"b":1.0,"a":[ ],"a":{"x":12345678901234567890}, "s":"a{,:\\"}"}')).toBe(
      '{\n  "b": 1.0,\n  "a": [],\n  "a": {\n    "x": 12345678901234567890\n  },\n  "s": "a{,:\\"}"\n}',
    );
  });

  it("What was cut is indented as far as it goes", () => {
    expect(indentJson('{"a":[1,"b')).toBe('{\n  "a": [\n    1,\n    "b');
    expect(indentJson("]}")).toBeNull();
  });

  it("What is too deep, or no JSON, is shown as it is", () => {
    expect(indentJson("[".repeat(MAX_DEPTH + 1))).toBeNull();
    expect(text("<b>hello</b>")).toBe("<b>hello</b>");
    expect(prettyBody(message("plain")).form).toBe("text");
  });

  it("Nothing of a body is lost or added between its tokens, and there is a bound of them", () => {
    const long = JSON.stringify(Array.from({ length: MAX_TOKENS }, (_, i) => i));
    const tokens = jsonTokens(long);
    expect(tokens.map((token) => token.text).join("")).toBe(long);
    expect(tokens.length).toBeLessThanOrEqual(MAX_TOKENS + 2);
    expect(jsonTokens('{"a": "b"}').map((token) => token.kind)).toEqual(["plain", "key", "plain", "plain", "string", "plain"]);
  });

  it("A form is a line for each field", () => {
    expect(text("a=1&b=%20x", "application/x-www-form-urlencoded")).toBe("a = 1\nb =  x\n");
  });

  it("Bytes are shown with their offsets", () => {
    expect(hexDump(btoa("PNG\u0000\u00ff"))).toBe(`000000  ${"50 4e 47 00 ff".padEnd(47)}  PNG..`);
  });

  it("A long body is cut, which is said", () => {
    expect(prettyBody(message("x".repeat(MAX_SHOWN + 1))).cut).toBe(true);
  });
});
