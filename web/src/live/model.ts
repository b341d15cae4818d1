import { type ApiError, getExchanges } from "../api/client.ts";
import type { Row } from "../api/row.ts";
import { openStream } from "../api/stream.ts";
import { EVERYTHING, type Filter } from "../filter/filter.ts";
import { toQuery } from "../filter/query.ts";
import { SeenValues } from "../filter/seen.ts";
import { Rate } from "./rate.ts";
import { Rows } from "./rows.ts";

/** Rows of the first page, and of one that is read on: what a screen shows with some to scroll. */
const PAGE = 200;

/** Rows of a page of which the page itself filters out what the API cannot. */
const SEARCH_PAGE = 1000;

/** Pages that one search reads before it asks whether to go on. */
const MAX_SEARCHED_PAGES = 5;

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
  /** When the oldest call that was looked at began; null when all were. */
  searchedTo: string | null = null;
  paused = false;
  #filter: Filter = EVERYTHING;
  #cursor: string | null = null;
  #loads = new AbortController();
  #holds = new Set<string>();
  #stale = false;
  #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Begins to listen; the returned function ends it. */
  open(): () => void {
    const close = openStream({
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
    });
    return () => {
      close();
      this.#loads.abort();
    };
  }

  /** Shows what passes another filter. */
  setFilter(filter: Filter): void {
    this.#filter = filter;
    this.reload();
  }

  /** Reads the list anew. */
  reload(): void {
    this.#loads.abort();
    this.#loads = new AbortController();
    this.#stale = false;
    this.rows.clear();
    this.#cursor = null;
    this.searchedTo = null;
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
    const query = toQuery(this.#filter);
    let found = 0;
    for (let pages = 0; pages < MAX_SEARCHED_PAGES && found < PAGE; pages++) {
      const page = await getExchanges(query.parameters, query.exact ? PAGE : SEARCH_PAGE, this.#cursor, signal);
      for (const row of page.exchanges) {
        this.seen.add(row);
      }
      found += this.rows.addOlder(page.exchanges, this.#filter.test);
      this.#cursor = page.next_cursor;
      this.searchedTo = page.next_cursor === null ? null : (page.exchanges.at(-1)?.time ?? null);
      if (page.next_cursor === null || query.exact) {
        break;
      }
      this.#onChange();
    }
  }

  #change(change: () => void): void {
    change();
    this.#onChange();
  }
}
