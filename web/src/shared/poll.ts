import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/http.ts";

export interface Polled<T> {
  /** The last answer; null before the first. */
  readonly data: T | null;
  /** The one before it, for rates. */
  readonly before: T | null;
  /** Milliseconds between the two. */
  readonly elapsedMs: number;
  /** Why there is no newer one. */
  readonly error: ApiError | null;
}

/** How often what changes slowly is asked for. */
export const POLL_MS = 5000;

/** Asks again and again while the view is open and the tab can be seen; of null it asks nobody. What is there stays until it is known anew. */
export function usePolled<T>(get: ((signal: AbortSignal) => Promise<T>) | null): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({ data: null, before: null, elapsedMs: 0, error: null });
  useEffect(() => {
    if (get === null) {
      return;
    }
    let last = performance.now();
    return repeat(
      async (signal) => {
        const data = await get(signal);
        const now = performance.now();
        const elapsedMs = now - last;
        last = now;
        setPolled((old) => ({ data, before: old.data, elapsedMs, error: null }));
      },
      (error) => setPolled((old) => ({ ...old, error })),
    );
  }, [get]);
  return polled;
}

/** Does something now and every few seconds, but in a tab that nobody sees; the returned function ends it. */
export function repeat(
  run: (signal: AbortSignal) => Promise<void>,
  onError: (error: ApiError) => void,
  pauseMs: () => number = () => POLL_MS,
): () => void {
  const ending = new AbortController();
  let timer = 0;
  const next = async (): Promise<void> => {
    try {
      await (document.hidden ? Promise.resolve() : run(ending.signal));
    } catch (fault) {
      if (!ending.signal.aborted) {
        onError(asError(fault));
      }
    }
    timer = ending.signal.aborted ? 0 : window.setTimeout(() => void next(), pauseMs());
  };
  void next();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}

/** Whatever was thrown, as a failure of the API. */
export function asError(fault: unknown): ApiError {
  return fault instanceof ApiError ? fault : new ApiError(String(fault), 0, fault);
}
