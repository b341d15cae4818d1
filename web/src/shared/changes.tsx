import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ApiError } from "../api/http.ts";

/** A change that somebody asks for, and what takes it back. */
export interface Undoable {
  /** What was done, for a line: "Split /users/{id}". */
  readonly done: string;
  readonly run: () => Promise<void>;
  readonly undo: () => Promise<void>;
}

export interface Changes {
  /** Does it, and tells; the way back stays there until the next. */
  readonly start: (change: Undoable) => void;
  /** Something changed otherwise. */
  readonly again: () => void;
  /** How many were tried; what changes with them is read anew by it. */
  readonly count: number;
  /** The line that tells. */
  readonly line: JSX.Element | null;
}

interface State {
  readonly text: string;
  readonly isBad: boolean;
  readonly undo: Undoable | null;
}

/** Changes of a view with a way back, told in a line of their own. */
export function useChanges(onChanged: () => void): Changes {
  const [state, setState] = useState<State | null>(null);
  const [count, setCount] = useState(0);
  const again = useMemo(
    () => (): void => {
      setCount((old) => old + 1);
      onChanged();
    },
    [onChanged],
  );
  const start = useMemo(
    () =>
      (change: Undoable): void => {
        const run = async (): Promise<void> => {
          try {
            await change.run();
            setState({ text: change.done, isBad: false, undo: change });
          } catch (fault) {
            setState({ text: `${change.done}: ${(fault as ApiError).message}`, isBad: true, undo: null });
          }
          again();
        };
        void run();
      },
    [again],
  );
  const back = (change: Undoable): void => start({ done: `Taken back: ${change.done}`, run: change.undo, undo: change.run });
  const line = state === null ? null : <Line state={state} onBack={back} onClose={() => setState(null)} />;
  return { start, again, count, line };
}

function Line(props: { readonly state: State; readonly onBack: (change: Undoable) => void; readonly onClose: () => void }): JSX.Element {
  const { text, isBad, undo } = props.state;
  return (
    <div class={isBad ? "told bad-told" : "told"} role={isBad ? "alert" : "status"}>
      <p>{text}</p>
      {undo !== null && (
        <button type="button" onClick={() => props.onBack(undo)}>
          Undo
        </button>
      )}
      <button type="button" class="icon" aria-label="Close this line" onClick={props.onClose}>
        ×
      </button>
    </div>
  );
}
