import type { JSX } from "preact";
import type { SensitiveRow } from "../api/catalog-types.ts";
import { filterOf } from "../apis/calls.ts";
import { writeRoute } from "../frame/route.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes } from "../shared/changes.tsx";
import { share, whole } from "../shared/format.ts";
import { dismissal, stateOf } from "./dismissal.ts";
import { KindTag, nameOf } from "./field-list.tsx";

interface Props {
  readonly field: SensitiveRow;
  readonly changes: Changes;
  readonly onClose: () => void;
}

/** One field: where it is, how sure it is, and what may be done about it. */
export function FieldDetail(props: Props): JSX.Element {
  const { field, changes } = props;
  const mayChange = useMayChange();
  const facts: readonly (readonly [string, string])[] = [
    ["Where", field.where],
    ["Endpoint", `${field.method} ${nameOf(field)}`],
    ["Service", field.service],
    ["Values", `${whole(field.matched)} look so`],
    ["Share", `${share(Math.min(field.matched, field.seen), field.seen)} of ${whole(field.seen)} that were looked at`],
    ["Confidence", share(field.confidence, 1)],
    ["State", stateOf(field)],
  ];
  return (
    <aside class="inspector" aria-label="Field">
      <header>
        <h2>
          <KindTag field={field} /> <span class="path">{field.where}</span>
        </h2>
        <button type="button" class="icon" aria-label="Close" title="Close (Esc)" onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="inspected">
        <div class="actions">
          <a class="button" href={writeRoute("apis", { endpoint: field.endpoint })}>
            Its endpoint
          </a>
          <a class="button" href={writeRoute("live", { filter: filterOf(field) })}>
            Its calls
          </a>
          {mayChange && (
            <button type="button" onClick={() => changes.start(dismissal(field.endpoint, field))}>
              {field.dismissed ? "Take back" : "Dismiss"}
            </button>
          )}
        </div>
        <dl class="facts">
          {facts.map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <span>{text}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p class="quiet">
          The values themselves are hidden in the Pod, before anything leaves it, and are not known here. Dismissing says that this place holds no
          such data: it is marked no longer, whatever comes.
        </p>
        {!mayChange && <ReadOnly />}
      </div>
    </aside>
  );
}
