import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { parseFilter } from "../../src/filter/filter.ts";
import { MAX_FILTER_LENGTH, MAX_TERMS, readTerms } from "../../src/filter/syntax.ts";

const NOW = Date.parse("2026-01-31T12:00:00Z");
const ROW: Row = {
  id: 7,
  time: "2026-01-31T11:50:00Z",
  duration_ns: 12_000_000,
  direction: "ingress",
  service: "shop",
  namespace: "default",
  pod: "shop-1",
  name: "GET",
  method: "GET",
  path: "/Items/42",
  host: null,
  status: 503,
  anomalies: ["connection_reset"],
  trace_id: "5b8efff798038103d269b633813fc60c",
  span_id: "eee19b7ec3c1b174",
};

function passes(filter: string, row: Partial<Row> = {}): boolean {
  const parsed = parseFilter(filter, NOW);
  if (parsed.filter === null) {
    throw parsed.error;
  }
  return parsed.filter.test({ ...ROW, ...row });
}

describe("what a filter lets through", () => {
  it.each([
    ["", true],
    ["method:GET status>=500 duration>10ms", true],
    ["method:get", true],
    ["method:POST", false],
    ["method:POST,GET", true],
    ["method!=GET", false],
    ["-method:POST", true],
    ["items", true],
    ["-items", false],
    ['"items/4"', true],
    ["path:/Items/42", true],
    ["path:/items/42", false],
    ["path:/Items/*", true],
    ["path:*/42", true],
    ["path:/It*/4*", true],
    ["path:/Items/42*42", false],
    ['path:"/Items/*"', false],
    ["status:503", true],
    ["status=5xx", true],
    ["status:4xx,503", true],
    ["status<500", false],
    ["status:none", false],
    ["duration>=12ms", true],
    ["duration>12ms", false],
    ["duration<1s", true],
    ["duration:12000us", true],
    ["service:shop namespace:default pod:shop-*", true],
    ["service:sho", false],
    ["direction:ingress", true],
    ["anomaly:any", true],
    ["anomaly:none", false],
    ["anomaly:connection_reset", true],
    ["anomaly:response_*", false],
    ["since:15m", true],
    ["since:5m", false],
    ["until:5m", true],
    ["since:2026-01-31T11:50:00Z", true],
    ["trace:5B8EFFF798038103D269B633813FC60C", true],
    ["span:eee19b7ec3c1b174", true],
    ["name:GET", true],
  ])("The filter %s lets the row through: %s", (filter, expected) => {
    expect(passes(filter)).toBe(expected);
  });

  it("What a row does not have is let through only by a term against it", () => {
    expect(passes("service:shop", { service: null })).toBe(false);
    expect(passes("-service:shop", { service: null })).toBe(true);
    expect(passes("status:none", { status: null })).toBe(true);
    expect(passes("status<600", { status: null })).toBe(false);
    expect(passes("x", { path: null })).toBe(false);
  });

  it("A pattern of many stars does not run long", () => {
    expect(passes(`path:/${"*a".repeat(500)}*b`, { path: `/${"a".repeat(2000)}` })).toBe(false);
  });
});

describe("what does not parse", () => {
  it.each([
    ["status>=", 8, 8, "needs a value"],
    ["status>=abc", 8, 11, "status from 100 to 999"],
    ["method:GET colour:red", 11, 17, "no field colour"],
    ["constructor:x", 0, 11, "no field constructor"],
    ['path:"/a', 5, 8, "not closed"],
    ['path:"/a"b', 9, 10, "a space belongs"],
    ["method:GET,,POST", 11, 11, "needs a value"],
    ["method>GET", 6, 7, "cannot be compared with >"],
    ["duration>10", 9, 11, "a duration such as"],
    ["a OR b", 2, 4, "OR is kept for later"],
    ["(a b)", 0, 2, "kept for later"],
    ["a -", 2, 3, "after - comes"],
    ["path:items", 5, 10, "begin it with /"],
    ["anomaly:strange", 8, 15, "no anomaly of that name"],
    ["direction:up", 10, 12, "write ingress"],
    ["since:yesterday", 6, 15, "write a time"],
    ["since:2026-01-31T12:00", 6, 22, "write a time"],
    ["trace:12", 6, 8, "write 32 hexadecimal digits"],
  ])("The filter %s is wrong from %i to %i", (filter, start, end, message) => {
    const { error } = parseFilter(filter, NOW);
    expect(error).toMatchObject({ start, end });
    expect(error?.message).toContain(message);
  });

  it("A filter has its bounds in characters and terms", () => {
    expect(parseFilter("a".repeat(MAX_FILTER_LENGTH + 1), NOW).error?.start).toBe(MAX_FILTER_LENGTH);
    expect(parseFilter("a ".repeat(MAX_TERMS), NOW).error).toBeNull();
    expect(parseFilter("a ".repeat(MAX_TERMS + 1), NOW).error).toMatchObject({ start: MAX_TERMS * 2 });
  });

  it("Whatever is written gives a filter or an error within the text", () => {
    const parts = ["method", "status", "path", ":", ">=", "!=", '"', "\\", ",", "*", "-", " ", "(", "5xx", "/a", "10ms", "\u{1f600}", "none"];
    let seed = 1;
    for (let round = 0; round < 20_000; round++) {
      let text = "";
      for (let part = 0; part < 8; part++) {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        text += parts[seed % parts.length];
      }
      const { filter, error } = parseFilter(text, NOW);
      filter?.test(ROW);
      const { start, end } = error ?? { start: 0, end: 0 };
      expect(start >= 0 && start <= end && end <= text.length, text).toBe(true);
    }
  });
});

describe("the terms of a filter", () => {
  it("A term knows where it and its values are", () => {
    const [, term] = readTerms('a -path:/x,"/y z"');
    expect(term).toMatchObject({ negated: true, field: "path", start: 2, end: 17 });
    expect(term?.values).toEqual([
      { text: "/x", quoted: false, start: 8, end: 10 },
      { text: "/y z", quoted: true, start: 11, end: 17 },
    ]);
  });

  it("A backslash in quotes stands before a quote or itself", () => {
    expect(readTerms('"a\\"b\\\\c"')[0]?.values[0]?.text).toBe('a"b\\c');
  });
});
