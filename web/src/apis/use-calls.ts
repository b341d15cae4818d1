import { useMemo } from "preact/hooks";
import type { Endpoint } from "../api/catalog-types.ts";
import { getExchanges } from "../api/client.ts";
import type { ApiError } from "../api/http.ts";
import type { Row } from "../api/row.ts";
import type { ExchangePage } from "../api/types.ts";
import { usePolled } from "../shared/poll.ts";
import { filterOf, filterOfMade } from "./calls.ts";

/** Calls that are read: as many as a chart shows. */
const CHARTED = 100;

/** The newest calls of an endpoint that the store has, and the filter that finds them. */
export interface Calls {
  readonly filter: string;
  /** Null until they are known. */
  readonly rows: readonly Row[] | null;
  readonly error: ApiError | null;
}

type Read = (signal: AbortSignal) => Promise<ExchangePage>;

/** Reads them: those that the service got, or where nobody mirrors it those that others made to it. */
export function useCalls(endpoint: Endpoint): Calls {
  const { service } = endpoint;
  const filter = filterOf(endpoint);
  const got = usePolled(useMemo((): Read => (signal) => getExchanges({ filter, service }, CHARTED, null, signal), [filter, service]));
  const madeFilter = got.data?.exchanges.length === 0 ? filterOfMade(endpoint) : null;
  const read = useMemo((): Read | null => {
    const found = { filter: madeFilter ?? "", service: null };
    return madeFilter === null ? null : (signal) => getExchanges(found, CHARTED, null, signal);
  }, [madeFilter]);
  const made = usePolled(read);
  return madeFilter !== null && (made.data?.exchanges.length ?? 0) > 0
    ? { filter: madeFilter, rows: made.data?.exchanges ?? null, error: made.error }
    : { filter, rows: got.data?.exchanges ?? null, error: got.error };
}
