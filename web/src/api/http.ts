import { tellSignedOut } from "./signed-out.ts";

/** Where in a text that was sent something is wrong, counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number | null;
}

/** An answer of the agent that is a problem (RFC 9457); of status 0, one of somebody else on the way, or none at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly place: Place | null;

  constructor(message: string, status: number, cause?: unknown, place: Place | null = null) {
    super(message, { cause });
    this.status = status;
    this.place = place;
  }
}

/** The status of who has not signed in, or no longer. */
export const UNAUTHORIZED = 401;

/** The address of something below /api/v1/. It is relative: a proxy may serve the page below a path of its own. */
export function addressOf(path: string): string {
  return `api/v1/${path}`;
}

/** What the agent answers at an address below /api/v1/. */
export async function get<T>(path: string, signal: AbortSignal): Promise<T> {
  const answer = await ask(path, { signal });
  return (await answer.json()) as T;
}

/** What stands at an address below /api/v1/, as it is. */
export async function getText(path: string, signal: AbortSignal): Promise<string> {
  return (await ask(path, { signal })).text();
}

/** Changes something. */
export async function change(method: "POST" | "DELETE", path: string, body?: object): Promise<void> {
  // A type that no form of another site can send, also where there is nothing to say.
  await ask(path, { method, headers: { "content-type": "application/json" }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(addressOf(path), request);
  } catch (fault) {
    request.signal?.throwIfAborted();
    // biome-ignore lint/style/useErrorCause: it is the third argument
    throw new ApiError(`the agent does not answer (${fault instanceof Error ? fault.message : "no connection"})`, 0, fault);
  }
  if (!answer.ok) {
    throw problemOf(answer.status, await answer.text());
  }
  return answer;
}

/** What an answer that is no success says. */
export function problemOf(status: number, body: string): ApiError {
  const problem = readProblem(body);
  if (problem === null) {
    // A proxy's own page.
    return new ApiError(`what stands before the agent answers ${status}`, 0);
  }
  if (status === UNAUTHORIZED) {
    tellSignedOut();
  }
  const { detail, line, column } = problem;
  const place = typeof line === "number" ? { line, column: typeof column === "number" ? column : null } : null;
  return new ApiError(detail, status, undefined, place);
}

interface Problem {
  readonly detail: string;
  readonly line?: unknown;
  readonly column?: unknown;
}

function readProblem(body: string): Problem | null {
  try {
    const problem = JSON.parse(body) as Partial<Problem> | null;
    return typeof problem?.detail === "string" ? (problem as Problem) : null;
  } catch {
    return null;
  }
}
