import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { copyText } from "../export/save.ts";

const SHOWN_MS = 1500;

/** Copies a text, and says whether it could. */
export function CopyButton(props: { readonly label: string; readonly text: () => string; readonly title?: string }): JSX.Element {
  const [state, setState] = useState("");
  const copy = async (): Promise<void> => {
    setState((await copyText(props.text())) ? "copied" : "not allowed");
    setTimeout(() => setState(""), SHOWN_MS);
  };
  return (
    <button type="button" title={props.title} onClick={() => void copy()} aria-live="polite">
      {state === "" ? props.label : state}
    </button>
  );
}
