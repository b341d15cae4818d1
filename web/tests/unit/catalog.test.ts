import { describe, expect, it } from "vitest";
import { filterOf, filterOfMade } from "../../src/apis/calls.ts";
import { latencyScale, spread } from "../../src/apis/latency-chart.tsx";
import { proposalsFor } from "../../src/apis/rules.ts";
import { limitsOf, typeOf } from "../../src/apis/schema-text.ts";
import { parseFilter } from "../../src/filter/filter.ts";
import { MAX_FILTER_LENGTH } from "../../src/filter/syntax.ts";
import { excerpt, typeOf as mediaTypeOf } from "../../src/spec/upload.ts";
import { schema } from "../kit/catalog.ts";

const NOBODY = { namespace: null, pod: null, name: null, host: null, direction: "ingress", anomalies: [], trace_id: "", span_id: "" };

function finds(template: string, path: string, service = "shop"): boolean {
  const { filter, error } = parseFilter(filterOf({ service, method: "GET", template }), 0);
  if (error !== null) {
    throw error;
  }
  return filter?.test({ id: 1, time: "", duration_ns: 1, status: 200, method: "GET", path, service, ...NOBODY }) ?? false;
}

describe("the calls of an endpoint", () => {
  it.each([
    ["/api/products", "/api/products", true],
    ["/api/products", "/api/products/1", false],
    ["/orders/{id}", "/orders/17", true],
    ["/orders/{id}", "/orders/17/items", false],
    ["/orders/{id}/items", "/orders/17/items", true],
    ["/orders/{id}/items", "/orders/17/18/items", false],
    ["/a/{x}/b/{y}", "/a/1/b/2", true],
    ["/a/{x}/b/{y}", "/a/1/b/2/3", false],
    ["/a/{x}/b/{y}", "/a/1/1/b/2", false],
    ["/files/{…*}", "/files/a/b/c", true],
    ["/files/{…*}", "/other", false],
    ["/with space", "/with space", true],
    ["/with,comma/{x}", "/with,comma/1", true],
    ['/with"quote/{x}', '/with"quote/1', true],
    ["/", "/", true],
    ["/star*/{x}", "/star*/1", true],
    ["/a*b", "/a*b", true],
    ["/a*b", "/aXb", false],
  ])("The filter of %s finds %s: %s", (template, path, expected) => {
    expect(finds(template, path)).toBe(expected);
  });

  it("Whatever a service is called, its own calls are found", () => {
    for (const service of ["a b", 'a"b', "a\\b", "*", "a,b", "-x", "<img>"]) {
      expect(finds("/x/{y}", "/x/1", service)).toBe(true);
      expect(parseFilter(filterOf({ service, method: "GET", template: "/" }), 0).filter?.terms[0]?.values[0]?.text).toBe(service);
    }
  });

  it.each([
    ["api.bank.example", "api.bank.example"],
    ["orders:8080", "orders"],
    ["[fd00::7]:8080", "fd00::7"],
    ["a b", '"a b"'],
  ])("Of %s, which is not mirrored, they are those that others made to the host %s", (service, host) => {
    const filter = filterOfMade({ service, method: "POST", template: "/pay/{id}" });
    expect(filter).toBe(`direction:egress host:${host} method:POST path:/pay/* -path:/pay/*/*`);
    expect(parseFilter(filter, 0).error).toBeNull();
  });

  it("A template of many parameters stays within what a filter may be", () => {
    const template = `/${Array.from({ length: 60 }, (_, index) => `segment${index}/{p${index}}`).join("/")}`;
    const filter = filterOf({ service: "shop", method: "GET", template });
    expect(filter.length).toBeLessThanOrEqual(MAX_FILTER_LENGTH);
    expect(parseFilter(filter, 0).error).toBeNull();
  });
});

describe("the words for a schema", () => {
  it.each([
    [schema("string"), "string"],
    [schema(["integer", "string"]), "integer or string"],
    [schema("array", { items: schema("integer") }), "array of integer"],
    [schema("array", { items: schema("array", { items: schema([]) }) }), "array of array of null"],
    [schema("object", { additional_properties: schema("number") }), "map of number"],
    [schema([]), "null"],
  ])("A schema is called by its types, case %#", (shape, expected) => {
    expect(typeOf(shape)).toBe(expected);
  });

  it("Arrays in arrays are named only so deep", () => {
    let deep = schema("string");
    for (let depth = 0; depth < 100; depth++) {
      deep = schema("array", { items: deep });
    }
    expect(typeOf(deep).length).toBeLessThan(60);
  });

  it("Numbers have their limits", () => {
    expect(limitsOf(schema("integer", { minimum: 1, maximum: 24 }))).toEqual(["1 to 24"]);
    expect(limitsOf(schema("integer", { minimum: 3, maximum: 3 }))).toEqual(["always 3"]);
    expect(limitsOf(schema("string"))).toEqual([]);
  });
});

describe("rules that an endpoint may get", () => {
  it.each([
    ["http", "/users/{id}", false, ["split /users/{id}", "declare /users/{id}"]],
    ["http", "/users/alice", false, ["merge /users/{value}", "pin /users/alice", "declare /users/alice"]],
    ["http", "/users/alice", true, ["merge /users/{value}", "pin /users/alice"]],
    ["websocket", "/live/{channel}", false, ["split /live/{channel}", "declare /live/{channel}"]],
    ["grpc", "/shop.v1.Catalog/Search", false, []],
    ["graphql", "/graphql", false, []],
    ["http", "/", false, []],
  ])("An endpoint of %s at %s, declared: %s", (kind, template, declared, expected) => {
    expect(proposalsFor({ kind, template, declared }).map((each) => `${each.kind} ${each.template}`)).toEqual(expected);
  });
});

describe("the scale of a latency chart", () => {
  it("Longer is higher, and all of it is within the picture", () => {
    const values = [1, 20, 400, 90_000];
    const place = latencyScale(values);
    const places = values.map(place);
    expect(places).toEqual([...places].sort((a, b) => b - a));
    expect(places.every((at) => at >= 0 && at <= 1)).toBe(true);
  });

  it.each([[[]], [[0]], [[5, 5, 5]]])("Whatever there is to show, it gives a place: %j", (values) => {
    const place = latencyScale(values);
    for (const value of [...values, 0, 1]) {
      expect(Number.isFinite(place(value))).toBe(true);
    }
  });
});

describe("the labels of a latency chart", () => {
  it.each([[[0.9, 0.5, 0.1]], [[0.05, 0.04, 0.03]], [[1, 1, 1]], [[0, 0, 0]], [[0.5, 0.5, 0.5]]])(
    "None lies on another, and none is outside: %j",
    (tops) => {
      const moved = spread(tops.map((top, index) => [`p${index}`, top])).map(([, top]) => top);
      for (const [index, top] of moved.entries()) {
        expect(top >= -0.001 && top <= 1.001).toBe(true);
        expect(index === 0 || (moved[index - 1] ?? 0) - top > 0.15).toBe(true);
      }
    },
  );
});

describe("a description that is uploaded", () => {
  it("Its type is told by how it begins", () => {
    expect(mediaTypeOf(' \n{"openapi":"3.1.0"}')).toBe("application/json");
    expect(mediaTypeOf("openapi: 3.1.0")).toBe("application/yaml");
  });

  it("A complaint shows the line that it is about among others, and no more of it than fits", () => {
    const text = ["one", "two", "x".repeat(500), "four"].join("\n");
    expect(excerpt(text, 3)).toEqual([
      [1, "one", false],
      [2, "two", false],
      [3, "x".repeat(160), true],
      [4, "four", false],
    ]);
    expect(excerpt("a", 900)).toEqual([]);
    expect(excerpt("a", 0).length).toBeLessThanOrEqual(3);
  });
});
