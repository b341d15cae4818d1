import { queryOf } from "./client.ts";
import { addressOf } from "./http.ts";
import type { Row } from "./row.ts";

/** Rows that wait for the next frame at most; a tab in the background draws no frames, and older rows are in the API. */
export const MAX_WAITING = 5000;

/** How long after a refusal it is tried again. */
const RETRY_MS = 5000;

/**
 * How long a tab that nobody sees goes on listening. The agent takes 32 listeners, and a browser makes six connections to it, so that forgotten tabs
 * would keep others from anything.
 */
const HIDDEN_MS = 30_000;

export interface StreamEvents {
  /** Rows that came since the last frame, oldest first. */
  readonly onRows: (rows: readonly Row[]) => void;
  /** Rows that this page was too slow for. */
  readonly onLost: (count: number) => void;
  readonly onOpen: () => void;
  readonly onBroken: () => void;
}

/** Listens to /api/v1/live for what a filter finds, and hands rows on once a frame, however many come. Ends when the returned function is called. */
export function openStream(events: StreamEvents, filter: string): () => void {
  const stream = new Stream(events, filter);
  stream.connect();
  const onVisibility = (): void => stream.seen(!document.hidden);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    stream.close();
  };
}

class Stream {
  readonly #events: StreamEvents;
  readonly #address: string;
  #source: EventSource | null = null;
  #waiting: Row[] = [];
  #frame = 0;
  #timer = 0;

  constructor(events: StreamEvents, filter: string) {
    this.#events = events;
    this.#address = addressOf(`live${queryOf({ filter })}`);
  }

  connect(): void {
    const source = new EventSource(this.#address);
    this.#source = source;
    source.addEventListener("open", this.#events.onOpen);
    source.addEventListener("exchange", (event: MessageEvent<string>) => this.#take(JSON.parse(event.data) as Row));
    source.addEventListener("lost", (event: MessageEvent<string>) => this.#events.onLost(Number(event.data)));
    source.addEventListener("error", () => {
      this.#events.onBroken();
      // A browser opens a broken stream again by itself, and gives one up that was refused.
      if (source.readyState === EventSource.CLOSED) {
        this.#later(() => this.connect(), RETRY_MS);
      }
    });
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** The tab is seen again, or no longer. */
  seen(isSeen: boolean): void {
    if (!isSeen) {
      this.#later(() => this.#rest(), HIDDEN_MS);
    } else if (this.#source === null) {
      this.connect();
    } else if (this.#source.readyState === EventSource.CLOSED) {
      this.#later(() => this.connect(), RETRY_MS);
    } else {
      clearTimeout(this.#timer);
    }
  }

  #rest(): void {
    this.close();
    this.#events.onBroken();
  }

  #later(run: () => void, ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(run, ms);
  }

  #take(row: Row): void {
    this.#waiting.push(row);
    if (this.#waiting.length > MAX_WAITING) {
      this.#waiting.shift();
      this.#events.onLost(1);
    }
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => this.#flush());
    }
  }

  #flush(): void {
    this.#frame = 0;
    const rows = this.#waiting;
    this.#waiting = [];
    this.#events.onRows(rows);
  }
}
