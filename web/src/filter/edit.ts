import { readTerms, type Term } from "./syntax.ts";

const NEEDS_QUOTES = /[\s",*\\]|^$/u;
const SPECIAL = /["\\]/gu;

/** A value as a filter has to write it. */
export function quoteValue(value: string): string {
  return NEEDS_QUOTES.test(value) ? `"${value.replace(SPECIAL, "\\$&")}"` : value;
}

/** The filter with a term for a value, or against it. A term that is there already stays; its opposite makes room for it. */
export function addTerm(filter: string, field: string, value: string, negated = false): string {
  const term = `${field}:${quoteValue(value)}`;
  const kept = termsOf(filter).filter((other) => !isAbout(other, field, value));
  const texts = kept.map((other) => filter.slice(other.start, other.end));
  return [...texts, negated ? `-${term}` : term].join(" ");
}

/** The filter that asks for hosts where this one asks for services; null where it asks for none. */
export function asHost(filter: string): string | null {
  const named = termsOf(filter).filter((term) => term.field === "service");
  const name = "service".length;
  const changed = named.reduceRight((text, { fieldStart: at }) => `${text.slice(0, at)}host${text.slice(at + name)}`, filter);
  return named.length === 0 ? null : changed;
}

function isAbout(term: Term, field: string, value: string): boolean {
  return term.field === field && term.operator === ":" && term.values.length === 1 && term.values[0]?.text === value;
}

/** The terms, as far as the filter can be read: what cannot is dropped, as a click on a value must lead to something that can. */
function termsOf(filter: string): Term[] {
  for (let end = filter.length; end > 0; end = filter.lastIndexOf(" ", end - 1)) {
    try {
      return readTerms(filter.slice(0, end));
    } catch {
      // One word less, then.
    }
  }
  return [];
}
