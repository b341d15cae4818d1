import { useEffect } from "preact/hooks";

/** A key with what it does. */
export interface Binding {
  /** One key, or two after each other: "j", "g p". */
  readonly keys: string;
  readonly about: string;
  readonly run: () => void;
  /** Whether it works while somebody writes into a field. */
  readonly whileWriting?: boolean;
}

/** How long after the first of two keys the second may come. */
export const SEQUENCE_MS = 1200;

/** Joins keys to sequences. Pure: it is told the time. */
export class KeyReader {
  #prefix = "";
  #until = 0;

  /** The binding that a key completes; null when there is none, or it begins one. */
  read(key: string, now: number, bindings: readonly Binding[]): Binding | null {
    const keys = now < this.#until ? `${this.#prefix} ${key}` : key;
    this.#until = 0;
    const found = bindings.findLast((binding) => binding.keys === keys);
    if (found === undefined && bindings.some((binding) => binding.keys.startsWith(`${key} `))) {
      this.#prefix = key;
      this.#until = now + SEQUENCE_MS;
    }
    return found ?? null;
  }
}

const reader = new KeyReader();
const active = new Set<readonly Binding[]>();

/** Every binding that works now, those of the frame first. */
export function activeBindings(): Binding[] {
  return [...active].flat();
}

/** Keys that work while a component is shown. */
export function useKeys(bindings: readonly Binding[]): void {
  useEffect(() => {
    active.add(bindings);
    return () => {
      active.delete(bindings);
    };
  }, [bindings]);
}

/** Listens for keys; once, in the frame. */
export function listenForKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || document.querySelector("dialog[open]") !== null) {
      return;
    }
    const writing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    const bindings = activeBindings().filter((each) => !writing || each.whileWriting === true);
    const isPress = event.key === "Enter" && event.target instanceof Element && event.target.matches("a, button, summary");
    const binding = isPress ? null : reader.read(event.key, event.timeStamp, bindings);
    if (binding !== null) {
      event.preventDefault();
      binding.run();
    }
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
