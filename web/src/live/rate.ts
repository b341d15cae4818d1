const WINDOW_MS = 4000;
const MILLISECONDS_PER_SECOND = 1000;

/** How many calls a second came in the last seconds. */
export class Rate {
  #counts: { readonly at: number; readonly count: number }[] = [];

  /** Counts calls that came at a time, in milliseconds of any clock that only goes forward. */
  add(count: number, now: number): void {
    this.#counts.push({ at: now, count });
    this.#forget(now);
  }

  /** Calls a second. */
  perSecond(now: number): number {
    this.#forget(now);
    return (this.#counts.reduce((sum, each) => sum + each.count, 0) * MILLISECONDS_PER_SECOND) / WINDOW_MS;
  }

  #forget(now: number): void {
    const first = this.#counts.findIndex((each) => each.at > now - WINDOW_MS);
    this.#counts = first < 0 ? [] : this.#counts.slice(first);
  }
}
