import type { Filter } from "./filter.ts";
import { isPattern } from "./values.ts";

/** The one service that a filter asks for; null where it asks for several, or for any. The agent shows its own probes to those only who name them. */
export function serviceOf(filter: Filter): string | null {
  const named = filter.terms.filter((term) => term.field === "service" && !term.negated);
  const [value, ...others] = named.length === 1 ? (named[0]?.values ?? []) : [];
  return value === undefined || others.length > 0 || isPattern(value) || value.text === "" ? null : value.text;
}
