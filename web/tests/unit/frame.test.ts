import { describe, expect, it, vi } from "vitest";
import { type Binding, KeyReader, SEQUENCE_MS } from "../../src/frame/keys.ts";
import { readRoute, writeRoute } from "../../src/frame/route.ts";
import { ago, bytes, compact, duration, moment, share } from "../../src/shared/format.ts";

function binding(keys: string): Binding {
  return { keys, about: keys, run: vi.fn() };
}

describe("keys", () => {
  const bindings = ["j", "p", "g p"].map(binding);

  it("One key does what it says, and g with a letter goes", () => {
    const reader = new KeyReader();
    expect(reader.read("p", 0, bindings)?.keys).toBe("p");
    expect(reader.read("g", 0, bindings)).toBeNull();
    expect(reader.read("p", 100, bindings)?.keys).toBe("g p");
    expect(reader.read("p", 200, bindings)?.keys).toBe("p");
  });

  it("A letter that comes late is a key of its own", () => {
    const reader = new KeyReader();
    reader.read("g", 0, bindings);
    expect(reader.read("p", SEQUENCE_MS, bindings)?.keys).toBe("p");
  });

  it("A key that leads nowhere ends the sequence", () => {
    const reader = new KeyReader();
    reader.read("g", 0, bindings);
    expect(reader.read("x", 1, bindings)).toBeNull();
    expect(reader.read("p", 2, bindings)?.keys).toBe("p");
  });
});

describe("addresses", () => {
  it("What is written is read again", () => {
    const filter = 'path:"/a b&c=#d%" status>=500';
    const route = readRoute(writeRoute("live", { filter, call: null }));
    expect([route.view, route.parameters.get("filter"), route.parameters.has("call")]).toEqual(["live", filter, false]);
  });

  it("An address without anything leads to no view", () => {
    expect(readRoute("").view).toBe("");
    expect(readRoute("#/pods").view).toBe("pods");
  });
});

describe("figures", () => {
  it("Times have three figures and their unit", () => {
    expect([850, 12_300, 850_000, 12_345_678, 1_234_000_000, 125_000_000_000].map(duration)).toEqual([
      "0.850 µs",
      "12.3 µs",
      "850 µs",
      "12.3 ms",
      "1.23 s",
      "2 min 5 s",
    ]);
  });

  it("Sizes, counts and shares are short", () => {
    expect([512, 1536, 23_400_448].map(bytes)).toEqual(["512 B", "1.50 KiB", "22.3 MiB"]);
    expect([compact(1234), share(1, 8), share(0, 0)]).toEqual(["1.2K", "12.5%", "–"]);
  });

  it("A time has no zeros at its end, and keeps all that are not", () => {
    const times = ["12:00:10.386000000Z", "12:00:10.000000000Z", "12:00:10Z", "12:00:10.100200300Z", "12:00:10.5+01:00", "never"];
    expect(times.map((time) => moment(time))).toEqual(["12:00:10.386Z", "12:00:10Z", "12:00:10Z", "12:00:10.1002003Z", "12:00:10.5+01:00", "never"]);
  });

  it("How long ago has one unit", () => {
    const now = Date.parse("2026-01-31T12:00:00Z");
    expect(["11:59:59.5", "11:59:30", "11:50:00", "09:00:00"].map((time) => ago(`2026-01-31T${time}Z`, now))).toEqual([
      "now",
      "30 s",
      "10 min",
      "3 h",
    ]);
  });
});
