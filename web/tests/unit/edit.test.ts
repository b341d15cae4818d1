import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { complete } from "../../src/filter/complete.ts";
import { addTerm, asHost, quoteValue } from "../../src/filter/edit.ts";
import { EVERYTHING, parseFilter } from "../../src/filter/filter.ts";
import { MAX_VALUES_PER_FIELD, SeenValues } from "../../src/filter/seen.ts";
import { serviceOf } from "../../src/filter/service.ts";

function row(id: number, change: Partial<Row> = {}): Row {
  const names = {
    service: "shop",
    namespace: "default",
    pod: "shop-1",
    name: "GET",
    method: "GET",
    path: "/items",
    host: null,
    direction: "ingress",
  };
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

describe("a service that nobody mirrors", () => {
  it.each([
    ["service:api.bank.example", "host:api.bank.example"],
    ['method:GET -service:"a b",c status>=500', 'method:GET -host:"a b",c status>=500'],
    ["service:a service:b", "host:a host:b"],
    ["path:/service:x", null],
    ["", null],
  ])("The filter %s asks for a host as %s", (filter, expected) => {
    expect(asHost(filter)).toBe(expected);
  });
});

describe("the one service that a filter names", () => {
  it.each([
    ["service:podmirror-probe status:200", "podmirror-probe"],
    ['service:"a b"', "a b"],
    ['service:"a*"', "a*"],
    ["service:a,b", null],
    ["service:a*", null],
    ["-service:a", null],
    ["service:a service:b", null],
    ["path:/a", null],
  ])("Of %s it is %s", (text, expected) => {
    expect(serviceOf(parseFilter(text, 0).filter ?? EVERYTHING)).toBe(expected);
  });
});

describe("completion", () => {
  const seen = new SeenValues();
  seen.add(row(1));
  seen.add(row(2, { service: "cart", pod: "cart 1", path: "/cart", host: "bank.example", status: null }));

  function labels(text: string): string[] {
    return complete(text, text.length, seen).map((option) => option.label);
  }

  it("An empty filter offers every field", () => {
    expect(labels("")).toContain("method:");
    expect(labels("")).toContain("span:");
  });

  it("A word offers fields that begin so and values that were seen", () => {
    expect(labels("s")).toEqual(expect.arrayContaining(["service:shop", "pod:shop-1", "status:", "since:"]));
    expect(labels("bank")).toEqual(["host:bank.example"]);
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
