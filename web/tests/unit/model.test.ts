import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { parseFilter } from "../../src/filter/filter.ts";
import { LiveModel } from "../../src/live/model.ts";

type Listener = (event: { data: string }) => void;

/** As much of a browser's EventSource as the model uses. */
class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  readonly address: string;
  readonly #listeners = new Map<string, Listener>();

  constructor(address: string) {
    this.address = address;
    Source.all.push(this);
  }

  addEventListener(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }

  tell(name: string, data = ""): void {
    this.#listeners.get(name)?.({ data });
  }
}

function row(id: number): Row {
  const names = { service: "shop", namespace: null, pod: null, name: null, method: "GET", path: "/", host: null, direction: "ingress" };
  return { id, time: "", duration_ns: 1, status: 200, anomalies: [], trace_id: "", span_id: "", ...names };
}

let stored: Row[] = [];

function filtered(model: LiveModel, text: string): void {
  const { filter } = parseFilter(text, 0);
  if (filter !== null) {
    model.setFilter(filter, text);
  }
}

beforeEach(() => {
  Source.all = [];
  stored = [row(1)];
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => {
    queueMicrotask(run);
    return 1;
  });
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
  vi.stubGlobal("document", { hidden: false, addEventListener: () => undefined, removeEventListener: () => undefined });
  vi.stubGlobal(
    "fetch",
    vi.fn(() => Promise.resolve(Response.json({ exchanges: [...stored].reverse(), next_cursor: null }))),
  );
});

afterEach(() => vi.unstubAllGlobals());

describe("the model of the live view", () => {
  it("Another filter is another list and another stream, and the old one ends", async () => {
    const model = new LiveModel(() => undefined);
    const end = model.open();
    filtered(model, "");
    filtered(model, "service:shop status:200");
    await vi.waitFor(() => expect(model.rows.shown).toHaveLength(1));
    expect(Source.all.map((source) => [source.address, source.readyState])).toEqual([
      ["api/v1/live", Source.CLOSED],
      ["api/v1/live?filter=service%3Ashop+status%3A200", 1],
    ]);
    expect(vi.mocked(fetch).mock.calls.at(-1)?.[0]).toBe("api/v1/exchanges?filter=service%3Ashop+status%3A200&service=shop&limit=200");
    end();
    expect(Source.all[1]?.readyState).toBe(Source.CLOSED);
  });

  it("What came after the list was read and before the stream began is shown", async () => {
    const model = new LiveModel(() => undefined);
    model.open();
    filtered(model, "");
    await vi.waitFor(() => expect(model.rows.shown).toHaveLength(1));
    stored = [row(1), row(2)];
    Source.all[0]?.tell("open");
    await vi.waitFor(() => expect(model.rows.shown.map(({ id }) => id)).toEqual([2, 1]));
    Source.all[0]?.tell("exchange", JSON.stringify(row(2)));
    Source.all[0]?.tell("exchange", JSON.stringify(row(3)));
    await vi.waitFor(() => expect(model.rows.shown.map(({ id }) => id)).toEqual([3, 2, 1]));
  });

  it("A stream that broke and began again has the list read anew", async () => {
    const model = new LiveModel(() => undefined);
    model.open();
    filtered(model, "");
    Source.all[0]?.tell("open");
    await vi.waitFor(() => expect(model.loading).toBe(false));
    Source.all[0]?.tell("error");
    expect(model.connection).toBe("broken");
    stored = [row(8), row(9)];
    Source.all[0]?.tell("open");
    await vi.waitFor(() => expect(model.rows.shown.map(({ id }) => id)).toEqual([9, 8]));
  });
});
