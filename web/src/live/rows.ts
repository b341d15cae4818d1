import type { Row } from "../api/row.ts";
import type { Test } from "../filter/values.ts";

/** Rows that the page keeps; more than a person scrolls through, and older ones are in the API. */
export const MAX_ROWS = 5000;

/**
 * The rows of the list, newest first. While it is held, what comes waits beside it, so that nothing moves under a reader's eyes.
 */
export class Rows {
  #shown: readonly Row[] = [];
  #waiting: Row[] = [];
  #ids = new Set<number>();
  #cut = false;
  held = false;

  /** What is shown. Another array whenever it changes. */
  get shown(): readonly Row[] {
    return this.#shown;
  }

  /** How many came since it is held. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether old rows were let go, so that older pages would not follow on. */
  get cut(): boolean {
    return this.#cut;
  }

  /** Begins anew. */
  clear(): void {
    this.#shown = [];
    this.#waiting = [];
    this.#ids = new Set();
    this.#cut = false;
  }

  /** Adds live rows, oldest first, of those that pass. */
  addLive(rows: readonly Row[], test: Test): void {
    const fresh = rows.filter((row) => !this.#ids.has(row.id) && test(row));
    for (const row of fresh) {
      this.#ids.add(row.id);
    }
    if (this.held) {
      this.#waiting.push(...fresh);
      this.#forget(this.#waiting.splice(0, Math.max(0, this.#waiting.length - MAX_ROWS)));
    } else if (fresh.length > 0) {
      this.#prepend(fresh);
    }
  }

  /** Adds a page of the list, newest first, behind all that are there. Gives how many it added. */
  addOlder(rows: readonly Row[], test: Test): number {
    const fresh = rows.filter((row) => !this.#ids.has(row.id) && test(row)).slice(0, MAX_ROWS - this.#shown.length);
    for (const row of fresh) {
      this.#ids.add(row.id);
    }
    this.#shown = [...this.#shown, ...fresh];
    return fresh.length;
  }

  /** Shows what waited, and from then on what comes. */
  release(): void {
    this.held = false;
    const rows = this.#waiting;
    this.#waiting = [];
    if (rows.length > 0) {
      this.#prepend(rows);
    }
  }

  #prepend(oldestFirst: readonly Row[]): void {
    const all = [...oldestFirst.toReversed(), ...this.#shown];
    this.#shown = all.slice(0, MAX_ROWS);
    const forgotten = all.slice(MAX_ROWS);
    this.#cut = this.#cut || forgotten.length > 0;
    this.#forget(forgotten);
  }

  #forget(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#ids.delete(row.id);
    }
  }
}
