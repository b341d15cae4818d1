import { getExchanges } from "../api/client.ts";
import type { ApiError } from "../api/http.ts";
import type { Row } from "../api/row.ts";
import { openStream } from "../api/stream.ts";
import type { ExchangePage } from "../api/types.ts";
import { EVERYTHING, type Filter } from "../filter/filter.ts";
import { SeenValues } from "../filter/seen.ts";
import { serviceOf } from "../filter/service.ts";
import { Rate } from "./rate.ts";
import { Rows } from "./rows.ts";

/** Rows of the first page, and of one that is read on: what a screen shows with some to scroll. */
const PAGE = 200;

export type Connection = "connecting" | "live" | "broken";

/** What the live view shows, and how it gets it. Tells of each change; draws nothing. */
export class LiveModel {
  readonly rows = new Rows();
  readonly seen = new SeenValues();
  readonly rate = new Rate();
  connection: Connection = "connecting";
  lost = 0;
  loading = true;
  error: string | null = null;
  paused = false;
  #filter: Filter = EVERYTHING;
  #text = "";
  #cursor: string | null = null;
  #loads = new AbortController();
  #holds = new Set<string>();
  #stale = false;
  /** Whether the newest calls were asked for before the stream began, so that some may have come between. */
  #isEarly = false;
  #endStream = (): void => undefined;
  #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Begins to listen; the returned function ends it. */
  open(): () => void {
    this.#listen();
    return () => {
      this.#endStream();
      this.#loads.abort();
    };
  }

  /** Shows what passes another filter, which the agent is asked for in its text. */
  setFilter(filter: Filter, text: string): void {
    const isOther = text !== this.#text;
    this.#filter = filter;
    this.#text = text;
    if (isOther) {
      this.#listen();
    }
    this.reload();
  }

  #listen(): void {
    this.#endStream();
    this.connection = "connecting";
    const close = openStream(
      {
        onRows: (rows) => this.#addLive(rows),
        onLost: (count) =>
          this.#change(() => {
            this.lost += count;
          }),
        onOpen: () => this.#opened(),
        onBroken: () =>
          this.#change(() => {
            this.connection = "broken";
          }),
      },
      this.#text,
    );
    this.#endStream = close;
  }

  /** Reads the list anew. */
  reload(): void {
    this.#loads.abort();
    this.#loads = new AbortController();
    this.#stale = false;
    this.#isEarly = this.connection !== "live";
    this.rows.clear();
    this.#cursor = null;
    void this.#load(this.#loads.signal);
  }

  /** Whether there are older calls to read. */
  get hasOlder(): boolean {
    return this.#cursor !== null && !this.rows.cut;
  }

  /** Reads on, towards older calls. */
  loadOlder(): void {
    if (this.hasOlder && !this.loading) {
      void this.#load(this.#loads.signal);
    }
  }

  /** Holds the list for a reason, or lets go of it; it moves when no reason is left. */
  hold(reason: "paused" | "scrolled" | "reading", isHeld: boolean): void {
    if (isHeld === this.#holds.has(reason)) {
      return;
    }
    if (isHeld) {
      this.#holds.add(reason);
      this.rows.held = true;
    } else {
      this.#holds.delete(reason);
      this.#release();
    }
    this.paused = this.#holds.has("paused");
    this.#onChange();
  }

  /** Shows what waited; the list stays held. */
  showWaiting(): void {
    const { held } = this.rows;
    this.rows.release();
    this.rows.held = held;
    this.#onChange();
  }

  #release(): void {
    if (this.#holds.size > 0) {
      return;
    }
    this.rows.release();
    if (this.#stale) {
      this.reload();
    }
  }

  #addLive(rows: readonly Row[]): void {
    this.#change(() => {
      this.rate.add(rows.length, performance.now());
      for (const row of rows) {
        this.seen.add(row);
      }
      this.rows.addLive(rows, this.#filter.test);
    });
  }

  #opened(): void {
    const isAgain = this.connection === "broken";
    this.#change(() => {
      this.connection = "live";
    });
    // What came while nobody listened is in the list and nowhere else.
    if (isAgain && this.rows.held) {
      this.#stale = true;
    } else if (isAgain) {
      this.reload();
    } else if (this.#isEarly) {
      void this.#catchUp(this.#loads.signal);
    }
  }

  /** Takes what came after the list was read and before the stream began. */
  async #catchUp(signal: AbortSignal): Promise<void> {
    this.#isEarly = false;
    try {
      const { exchanges } = await this.#page(null, signal);
      if (!signal.aborted) {
        this.#change(() => this.rows.addLive(exchanges.toReversed(), this.#filter.test));
      }
    } catch {
      // The list says what is wrong.
    }
  }

  async #load(signal: AbortSignal): Promise<void> {
    this.#change(() => {
      this.loading = true;
      this.error = null;
    });
    try {
      await this.#read(signal);
    } catch (fault) {
      if (!signal.aborted) {
        this.error = (fault as ApiError).message;
      }
    }
    if (!signal.aborted) {
      this.#change(() => {
        this.loading = false;
      });
    }
  }

  async #read(signal: AbortSignal): Promise<void> {
    const page = await this.#page(this.#cursor, signal);
    for (const row of page.exchanges) {
      this.seen.add(row);
    }
    this.rows.addOlder(page.exchanges, this.#filter.test);
    this.#cursor = page.next_cursor;
  }

  #page(cursor: string | null, signal: AbortSignal): Promise<ExchangePage> {
    return getExchanges({ filter: this.#text, service: serviceOf(this.#filter) }, PAGE, cursor, signal);
  }

  #change(change: () => void): void {
    change();
    this.#onChange();
  }
}
