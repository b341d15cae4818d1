import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { activeBindings } from "./keys.ts";

/** The keys that work here, and where the rest is written. */
export function Help(props: { readonly onClose: () => void }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={props.onClose}>
      <header>
        <h2 id="help-title">Keys</h2>
        <button type="button" class="icon" aria-label="Close" onClick={props.onClose}>
          ×
        </button>
      </header>
      <dl>
        {activeBindings().map((binding) => (
          <div key={binding.keys}>
            <dt>
              {binding.keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{binding.about}</dd>
          </div>
        ))}
      </dl>
      <h3>Filter</h3>
      <p>
        Terms with spaces between them, and all must hold. A word alone finds paths that contain it; <code>-</code> in front turns a term round;{" "}
        <code>*</code> stands for any text; a comma is “or”.
      </p>
      <pre>method:GET,POST status&gt;=500 path:/items/* duration&gt;10ms anomaly:any -path:/healthz</pre>
    </dialog>
  );
}
