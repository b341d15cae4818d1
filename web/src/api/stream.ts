import type { Row } from "./row.ts";

/** Rows that wait for the next frame at most; a tab in the background draws no frames, and older rows are in the API. */
export const MAX_WAITING = 5000;

const RETRY_MS = 5000;

export interface StreamEvents {
  /** Rows that came since the last frame, oldest first. */
  readonly onRows: (rows: readonly Row[]) => void;
  /** Rows that this page was too slow for. */
  readonly onLost: (count: number) => void;
  readonly onOpen: () => void;
  readonly onBroken: () => void;
}

/** Listens to /api/v1/live and hands rows on once a frame, however many come. Ends when the returned function is called. */
export function openStream(events: StreamEvents): () => void {
  let source: EventSource;
  let waiting: Row[] = [];
  let frame = 0;
  let retry = 0;

  const flush = (): void => {
    frame = 0;
    const rows = waiting;
    waiting = [];
    events.onRows(rows);
  };
  const onExchange = (event: MessageEvent<string>): void => {
    waiting.push(JSON.parse(event.data) as Row);
    if (waiting.length > MAX_WAITING) {
      waiting.shift();
      events.onLost(1);
    }
    if (frame === 0) {
      frame = requestAnimationFrame(flush);
    }
  };
  const connect = (): void => {
    source = new EventSource("api/v1/live");
    source.addEventListener("open", events.onOpen);
    source.addEventListener("exchange", onExchange);
    source.addEventListener("lost", (event: MessageEvent<string>) => events.onLost(Number(event.data)));
    source.addEventListener("error", () => {
      events.onBroken();
      // A browser opens a broken stream again by itself, and gives one up that was refused.
      if (source.readyState === EventSource.CLOSED) {
        retry = window.setTimeout(connect, RETRY_MS);
      }
    });
  };
  connect();
  return () => {
    source.close();
    clearTimeout(retry);
    cancelAnimationFrame(frame);
  };
}
