import type { JSX, TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import { addRule, removeRule } from "../api/catalog.ts";
import type { Endpoint, Rule } from "../api/catalog-types.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes } from "../shared/changes.tsx";
import { type Proposal, proposalsFor, RULES } from "./rules.ts";
import { RuleList } from "./rules-panel.tsx";

/** The rules about an endpoint's template, and those that it may get. */
export function Rules(props: { readonly endpoint: Endpoint; readonly changes: Changes }): JSX.Element | null {
  const { endpoint, changes } = props;
  const mayChange = useMayChange();
  const proposals = proposalsFor(endpoint).filter(({ kind }) => !endpoint.rules.some((rule) => rule.kind === kind));
  if (proposals.length === 0 && endpoint.rules.length === 0) {
    return null;
  }
  return (
    <section class="message" aria-label="Rules">
      <h3>Rules</h3>
      <RuleList rules={endpoint.rules} changes={changes} mayChange={mayChange} withService={false} />
      {mayChange ? (
        proposals.map((proposal) => <RuleForm key={proposal.kind} service={endpoint.service} proposal={proposal} changes={changes} />)
      ) : (
        <ReadOnly />
      )}
    </section>
  );
}

interface FormProps {
  readonly service: string;
  readonly proposal: Proposal;
  readonly changes: Changes;
}

/** A rule that can be made: what it says, with a template that may be written otherwise. */
function RuleForm(props: FormProps): JSX.Element {
  const { service, proposal, changes } = props;
  const [template, setTemplate] = useState(proposal.template);
  const { title, about } = RULES[proposal.kind];
  const submit = (event: TargetedEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const rule: Rule = { service, kind: proposal.kind, template: template.trim() };
    changes.start({ done: `${title}: ${rule.template}`, run: () => addRule(rule), undo: () => removeRule(rule) });
  };
  return (
    <form class="rule" onSubmit={submit}>
      <p class="quiet">{about}</p>
      <div>
        <input
          type="text"
          aria-label={`Template to ${proposal.kind}`}
          spellcheck={false}
          autocomplete="off"
          value={template}
          onInput={(event) => setTemplate(event.currentTarget.value)}
        />
        <button type="submit" disabled={!template.startsWith("/")}>
          {title}
        </button>
      </div>
    </form>
  );
}
