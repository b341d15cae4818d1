import type { Coverage, Exchange, ExchangePage, Pipeline, Sidecars } from "./types.ts";

/** Sidecars of one answer at most: the API's own bound. */
export const MAX_SIDECARS = 1000;

/** An answer of the agent that is a problem (RFC 9457); of status 0, one of somebody else on the way, or none at all. */
export class ApiError extends Error {
  readonly status: number;

  constructor(message: string, status: number, cause?: unknown) {
    super(message, { cause });
    this.status = status;
  }
}

/** What the agent answers at an address below /api/v1/. Addresses are relative: a proxy may serve the page below a path of its own. */
async function get<T>(path: string, signal: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(`api/v1/${path}`, { signal });
  } catch (fault) {
    signal.throwIfAborted();
    // biome-ignore lint/style/useErrorCause: it is the third argument
    throw new ApiError(`the agent does not answer (${fault instanceof Error ? fault.message : "no connection"})`, 0, fault);
  }
  if (!answer.ok) {
    throw await explain(answer);
  }
  return (await answer.json()) as T;
}

async function explain(answer: Response): Promise<ApiError> {
  try {
    const problem = (await answer.json()) as { detail?: unknown };
    if (typeof problem.detail === "string") {
      return new ApiError(problem.detail, answer.status);
    }
  } catch {
    // No JSON: a proxy's own page.
  }
  return new ApiError(`what stands before the agent answers ${answer.status}`, 0);
}

export function getExchanges(
  parameters: ReadonlyMap<string, string>,
  limit: number,
  cursor: string | null,
  signal: AbortSignal,
): Promise<ExchangePage> {
  const query = new URLSearchParams([...parameters]);
  query.set("limit", String(limit));
  if (cursor !== null) {
    query.set("cursor", cursor);
  }
  return get(`exchanges?${query}`, signal);
}

export function getExchange(id: number, signal: AbortSignal): Promise<Exchange> {
  return get(`exchanges/${id}`, signal);
}

export function getCoverage(signal: AbortSignal): Promise<Coverage> {
  return get("coverage", signal);
}

export function getSidecars(signal: AbortSignal): Promise<Sidecars> {
  return get(`sidecars?limit=${MAX_SIDECARS}`, signal);
}

export function getPipeline(signal: AbortSignal): Promise<Pipeline> {
  return get("pipeline", signal);
}
