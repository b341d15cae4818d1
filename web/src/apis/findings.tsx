import type { JSX } from "preact";
import type { Endpoint } from "../api/catalog-types.ts";
import { dismissal, stateOf } from "../sensitive/dismissal.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes } from "../shared/changes.tsx";
import { share, whole, words } from "../shared/format.ts";

/** Where values were found that may be sensitive, each with a button that says that it is none. */
export function Findings(props: { readonly endpoint: Endpoint; readonly changes: Changes }): JSX.Element | null {
  const { endpoint, changes } = props;
  const mayChange = useMayChange();
  return endpoint.sensitive_fields.length === 0 ? null : (
    <section class="message" aria-label="Sensitive data">
      <h3>Sensitive data</h3>
      <ul class="findings">
        {endpoint.sensitive_fields.map((field) => (
          <li key={`${field.kind} ${field.where}`}>
            <span class={`tag ${field.flagged && !field.dismissed ? "sensitive" : ""}`}>{words(field.kind)}</span>
            <code>{field.where}</code>
            <span class="quiet" title={`${whole(field.matched)} of ${whole(field.seen)}`}>
              {`${share(field.matched, field.seen)}, ${stateOf(field)}`}
            </span>
            {mayChange && (
              <button
                type="button"
                aria-label={`${field.dismissed ? "Take back" : "Dismiss"} ${words(field.kind)} at ${field.where}`}
                onClick={() => changes.start(dismissal(endpoint.id, field))}
              >
                {field.dismissed ? "Take back" : "Dismiss"}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!mayChange && <ReadOnly />}
    </section>
  );
}
