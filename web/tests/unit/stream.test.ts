import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { MAX_WAITING, openStream } from "../../src/api/stream.ts";

type Listener = (event: { data: string }) => void;

/** As much of a browser's EventSource as the stream uses. */
class Source {
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 1;
  readonly #listeners = new Map<string, Listener>();

  constructor() {
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

const frames: (() => void)[] = [];
const page = { hidden: false, listener: (): void => undefined };
const events = { onRows: vi.fn<(rows: readonly Row[]) => void>(), onLost: vi.fn<(count: number) => void>(), onOpen: vi.fn(), onBroken: vi.fn() };

function look(isSeen: boolean): void {
  page.hidden = !isSeen;
  page.listener();
}

beforeEach(() => {
  vi.useFakeTimers();
  Source.all = [];
  frames.length = 0;
  vi.clearAllMocks();
  vi.stubGlobal("EventSource", Source);
  vi.stubGlobal("window", globalThis);
  vi.stubGlobal("requestAnimationFrame", (run: () => void) => frames.push(run));
  vi.stubGlobal("cancelAnimationFrame", () => undefined);
  vi.stubGlobal("document", {
    get hidden(): boolean {
      return page.hidden;
    },
    addEventListener: (_: string, listener: () => void) => {
      page.listener = listener;
    },
    removeEventListener: () => undefined,
  });
  page.hidden = false;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the stream of new rows", () => {
  it("However many come, they are handed on once a frame", () => {
    openStream(events, "");
    for (let id = 0; id < 100; id++) {
      Source.all[0]?.tell("exchange", JSON.stringify({ id }));
    }
    expect(frames).toHaveLength(1);
    frames[0]?.();
    expect(events.onRows).toHaveBeenCalledOnce();
    expect(events.onRows.mock.calls[0]?.[0]).toHaveLength(100);
  });

  it("What no frame takes is bounded, and what is lost is counted", () => {
    openStream(events, "");
    for (let id = 0; id < MAX_WAITING + 7; id++) {
      Source.all[0]?.tell("exchange", JSON.stringify({ id }));
    }
    Source.all[0]?.tell("lost", "5");
    frames[0]?.();
    expect(events.onRows.mock.calls[0]?.[0]?.at(0)?.id).toBe(7);
    expect(events.onLost.mock.calls.reduce((sum, [count]) => sum + count, 0)).toBe(12);
  });

  it("A refused stream is tried again, and a broken one is the browser's", () => {
    openStream(events, "");
    Source.all[0]?.tell("error");
    vi.advanceTimersByTime(60_000);
    expect(Source.all).toHaveLength(1);
    Source.all[0]?.close();
    Source.all[0]?.tell("error");
    vi.advanceTimersByTime(60_000);
    expect(Source.all).toHaveLength(2);
    expect(events.onBroken).toHaveBeenCalledTimes(2);
  });

  it("A tab that nobody sees stops listening after a while, and begins again when it is seen", () => {
    openStream(events, "");
    look(false);
    vi.advanceTimersByTime(20_000);
    look(true);
    vi.advanceTimersByTime(60_000);
    expect(events.onBroken).not.toHaveBeenCalled();
    look(false);
    vi.advanceTimersByTime(60_000);
    expect(Source.all[0]?.readyState).toBe(Source.CLOSED);
    expect(events.onBroken).toHaveBeenCalledOnce();
    look(true);
    expect(Source.all).toHaveLength(2);
  });

  it("What was closed does nothing more", () => {
    const close = openStream(events, "");
    Source.all[0]?.close();
    Source.all[0]?.tell("error");
    close();
    vi.advanceTimersByTime(60_000);
    expect(Source.all).toHaveLength(1);
  });
});
