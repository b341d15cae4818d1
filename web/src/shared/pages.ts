import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Page } from "../api/catalog-types.ts";
import type { ApiError } from "../api/http.ts";
import { asError, POLL_MS, repeat } from "./poll.ts";

/** Reads a page: the first, or the one behind a cursor. */
export type ReadPage<P> = (cursor: string | null, signal: AbortSignal) => Promise<P>;

/** A list that is read by pages, and read anew as it changes. */
export interface Pages<T, P extends Page<T>> {
  readonly rows: readonly T[];
  /** The newest first page; null before it came. */
  readonly first: P | null;
  readonly total: number;
  readonly error: ApiError | null;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  /** Reads one page more. */
  readonly more: () => void;
  /** Reads all of them anew. */
  readonly again: () => void;
}

interface State<T, P> {
  readonly rows: readonly T[];
  readonly first: P | null;
  readonly hasMore: boolean;
  readonly error: ApiError | null;
}

const NOTHING = { rows: [], first: null, hasMore: false, error: null };

/** Pages that one list shows at most: 40 of 200 are as many endpoints as a catalog holds. */
export const MAX_PAGES = 41;

/** As many pages of a list as somebody scrolled to; the more there are, the more seldom they are read anew. Of null it asks nobody. */
export function usePages<T, P extends Page<T>>(read: ReadPage<P> | null): Pages<T, P> {
  const [state, setState] = useState<State<T, P>>(NOTHING);
  const [turn, setTurn] = useState(0);
  const wanted = useRef(1);
  const asked = useRef(read);
  if (asked.current !== read) {
    asked.current = read;
    wanted.current = 1;
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is not there yet
  useEffect(() => setState((old) => ({ ...old, first: null })), [read]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn reads again
  useEffect(
    () =>
      read === null
        ? undefined
        : repeat(
            async (signal) => setState({ ...(await readAll(read, () => wanted.current, signal)), error: null }),
            (error) => setState((old) => ({ ...old, error: asError(error) })),
            () => POLL_MS * wanted.current,
          ),
    [read, turn],
  );
  const { hasMore } = state;
  const more = useMemo(
    () => (): void => {
      if (hasMore && wanted.current < MAX_PAGES) {
        wanted.current++;
        setTurn((old) => old + 1);
      }
    },
    [hasMore],
  );
  const again = useMemo(() => (): void => setTurn((old) => old + 1), []);
  const isLoading = read !== null && state.first === null && state.error === null;
  return { rows: state.rows, first: state.first, total: state.first?.total ?? 0, error: state.error, isLoading, hasMore, more, again };
}

async function readAll<T, P extends Page<T>>(read: ReadPage<P>, pages: () => number, signal: AbortSignal): Promise<Omit<State<T, P>, "error">> {
  const first = await read(null, signal);
  const rows = [...first.rows];
  let { next } = first;
  for (let page = 1; page < pages() && next !== null; page++) {
    const further = await read(next, signal);
    rows.push(...further.rows);
    ({ next } = further);
  }
  return { rows, first, hasMore: next !== null };
}
