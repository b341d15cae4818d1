import type { EndpointRow, RuleKind } from "../api/catalog-types.ts";

/** What each kind of rule says. */
export const RULES: Readonly<Record<RuleKind, { readonly title: string; readonly about: string }>> = {
  split: { title: "Split", about: "Nothing in the last place is a value: each word there is an endpoint of its own, counted anew." },
  merge: { title: "Merge", about: "Whatever stands in the last place is a value: the endpoints there become one." },
  pin: { title: "Pin", about: "The last word stays as it is, and is no value of a parameter." },
  declare: { title: "Declare", about: "This template is one: its words stay, and its parameters take anything." },
};

/** A rule that an endpoint may get: its kind, and the template that it is proposed with. */
export interface Proposal {
  readonly kind: RuleKind;
  readonly template: string;
}

const PARAMETER = /^\{.*\}$/u;
const LAST = /[^/]+$/u;

/** The rules that make sense for an endpoint; none where the path is no template of HTTP. */
export function proposalsFor(endpoint: Pick<EndpointRow, "kind" | "template" | "declared">): Proposal[] {
  const { kind, template } = endpoint;
  const [last] = LAST.exec(template) ?? [];
  if (kind === "grpc" || kind === "graphql" || last === undefined) {
    return [];
  }
  const proposals: Proposal[] = PARAMETER.test(last)
    ? [{ kind: "split", template }]
    : [
        { kind: "merge", template: template.replace(LAST, "{value}") },
        { kind: "pin", template },
      ];
  return endpoint.declared ? proposals : [...proposals, { kind: "declare", template }];
}
