import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { addRule, getRules, removeRule } from "../api/catalog.ts";
import type { Rule } from "../api/catalog-types.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes, Undoable } from "../shared/changes.tsx";
import { usePolled } from "../shared/poll.ts";
import { RULES } from "./rules.ts";

/** Every rule about templates, of one service or all. */
export function RulesPanel(props: { readonly service: string; readonly changes: Changes; readonly onClose: () => void }): JSX.Element {
  const { count } = props.changes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change asks anew
  const read = useMemo(() => (signal: AbortSignal) => getRules(signal), [count]);
  const { data, error } = usePolled(read);
  const mayChange = useMayChange();
  const rules = (data?.rules ?? []).filter((rule) => props.service === "" || rule.service === props.service);
  return (
    <aside class="inspector" aria-label="Rules">
      <header>
        <h2>{props.service === "" ? "Rules" : `Rules of ${props.service}`}</h2>
        <button type="button" class="icon" aria-label="Close" title="Close (Esc)" onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="inspected">
        <p class="quiet">
          A rule says what is a template and what a value, whatever traffic looks like. Open an endpoint to make one; when one is removed, traffic
          decides again.
        </p>
        {error !== null && <p class="bad" role="alert">{`Rules cannot be read: ${error.message}`}</p>}
        {data === null && error === null && <p class="quiet">Loading</p>}
        {data !== null && rules.length === 0 && <p>There is no rule.</p>}
        <RuleList rules={rules} changes={props.changes} mayChange={mayChange} withService={props.service === ""} />
        {!mayChange && <ReadOnly />}
      </div>
    </aside>
  );
}

interface ListProps {
  readonly rules: readonly Rule[];
  readonly changes: Changes;
  readonly mayChange: boolean;
  readonly withService: boolean;
}

/** Rules, each with a button that removes it. */
export function RuleList(props: ListProps): JSX.Element | null {
  return props.rules.length === 0 ? null : (
    <ul class="rules">
      {props.rules.map((rule) => (
        <li key={`${rule.service} ${rule.kind} ${rule.template}`}>
          <span class="tag" title={RULES[rule.kind]?.about}>
            {rule.kind}
          </span>
          <code>{props.withService ? `${rule.service} ${rule.template}` : rule.template}</code>
          {props.mayChange && (
            <button type="button" aria-label={`Remove the rule ${rule.kind} ${rule.template}`} onClick={() => props.changes.start(removal(rule))}>
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function removal(rule: Rule): Undoable {
  return { done: `Removed: ${rule.kind} ${rule.template}`, run: () => removeRule(rule), undo: () => addRule(rule) };
}
