import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { complete } from "../../src/filter/complete.ts";
import { addTerm, quoteValue } from "../../src/filter/edit.ts";
import { parseFilter } from "../../src/filter/filter.ts";
import { toQuery } from "../../src/filter/query.ts";
import { MAX_VALUES_PER_FIELD, SeenValues } from "../../src/filter/seen.ts";

function row(id: number, change: Partial<Row> = {}): Row {
  const names = { service: "shop", namespace: "default", pod: "shop-1", name: "GET", method: "GET", path: "/items", direction: "ingress" };
  return { id, time: "2026-01-31T12:00:00Z", duration_ns: 1, status: 200, anomalies: [], trace_id: "", span_id: "", ...names, ...change };
}

describe("adding to a filter", () => {
  it.each([
    ["", "method", "GET", false, "method:GET"],
    ["items", "status", "503", false, "items status:503"],
    ["method:GET", "method", "GET", false, "method:GET"],
    ["method:GET", "method", "GET", true, "-method:GET"],
    ["status>= items", "method", "GET", false, "method:GET"],
    ["", "path", "/a b", false, 'path:"/a b"'],
    ["", "path", '/"*\\', false, 'path:"/\\"*\\\\"'],
  ])("To %s is added %s %s, against it: %s", (filter, field, value, negated, expected) => {
    expect(addTerm(filter, field, value, negated)).toBe(expected);
  });

  it("A value that was added finds exactly itself, whatever it is", () => {
    for (const path of ["/a", "/a,b", "/*", '/"', "/\\", "/ ", "/a\u2028b", "/\n", "/(", "/-x"]) {
      const { filter } = parseFilter(addTerm("", "path", path), 0);
      expect(filter?.test(row(1, { path }))).toBe(true);
      expect(filter?.test(row(1, { path: `${path}x` }))).toBe(false);
    }
    expect(quoteValue("")).toBe('""');
  });
});

describe("what the API can find", () => {
  it.each([
    ["method:GET status>=500", "method=GET&status=>=500", true],
    ["items", "q=items", true],
    ["items more", "q=items", false],
    ["path:/items/*", "path=/items/*", true],
    ["path:/items/*/reviews", "path=/items/*", false],
    ["path:*", "", false],
    ['path:"/a*"', "", false],
    ["duration>=10ms", "min_duration=10ms", true],
    ["duration>10ms", "min_duration=10ms", false],
    ["duration<10ms", "", false],
    ["status:4XX", "status=4xx", true],
    ["status:none", "status=none", true],
    ["status:404,500", "", false],
    ["-path:/healthz", "", false],
    ["anomaly:any", "anomaly=any", true],
    ["anomaly:none", "", false],
    ["pod:shop-*", "", false],
    ["service:shop pod:shop-1", "service=shop&pod=shop-1", true],
    ["trace:5b8efff798038103d269b633813fc60c", "trace_id=5b8efff798038103d269b633813fc60c", true],
    ["since:15m", "since=15m", true],
    ["name:GET", "", false],
  ])("Of %s it is asked %s, which is all of it: %s", (text, expected, exact) => {
    const { filter } = parseFilter(text, 0);
    const query = filter === null ? null : toQuery(filter);
    expect([...(query?.parameters ?? [])].map(([name, value]) => `${name}=${value}`).join("&")).toBe(expected);
    expect(query?.exact).toBe(exact);
  });
});

describe("completion", () => {
  const seen = new SeenValues();
  seen.add(row(1));
  seen.add(row(2, { service: "cart", pod: "cart 1", path: "/cart", status: null }));

  function labels(text: string): string[] {
    return complete(text, text.length, seen).map((option) => option.label);
  }

  it("An empty filter offers every field", () => {
    expect(labels("")).toContain("method:");
    expect(labels("")).toContain("span:");
  });

  it("A word offers fields that begin so and values that were seen", () => {
    expect(labels("s")).toEqual(expect.arrayContaining(["service:shop", "pod:shop-1", "status:", "since:"]));
    expect(labels("method:GET -car")).toEqual(["service:cart", "pod:cart 1", "path:/cart"]);
  });

  it("A field offers its values, those seen first, and takes up what is written", () => {
    expect(labels("service:")).toEqual(["cart", "shop"]);
    expect(labels("status:")[0]).toBe("none");
    expect(labels("status>=")).toEqual(["200"]);
    expect(labels("method:GET,P")).toEqual(["POST", "PUT", "PATCH", "OPTIONS"]);
    expect(complete("pod:ca", 6, seen)).toMatchObject([{ insert: '"cart 1" ', start: 4 }]);
    expect(labels("nothing:")).toEqual([]);
  });

  it("Of a field with ever new values only the last are kept", () => {
    const many = new SeenValues();
    for (let id = 0; id < MAX_VALUES_PER_FIELD * 3; id++) {
      many.add(row(id, { path: `/${id}` }));
    }
    expect(many.of("path")).toHaveLength(MAX_VALUES_PER_FIELD);
    expect(many.of("path")[0]).toBe(`/${MAX_VALUES_PER_FIELD * 3 - 1}`);
  });
});
