import type { Row } from "../api/row.ts";
import { FIELDS } from "./fields.ts";
import { type FilterError, FilterSyntaxError, readTerms, type Term } from "./syntax.ts";
import type { Test } from "./values.ts";

/** A filter that was read: its terms, and whether a row passes all of them. */
export interface Filter {
  readonly terms: readonly Term[];
  readonly test: Test;
}

/** The filter, or the first thing that is wrong with it. */
export type Parsed = { readonly filter: Filter; readonly error: null } | { readonly filter: null; readonly error: FilterError };

/** What every row passes. */
export const EVERYTHING: Filter = { terms: [], test: () => true };

/** Reads a filter by docs/filter.md. Pure: the time that "ago" counts from is given, in milliseconds since 1970. */
export function parseFilter(text: string, now: number): Parsed {
  try {
    const terms = readTerms(text);
    const tests = terms.map((term) => compile(term, now));
    return { filter: { terms, test: (row) => tests.every((test) => test(row)) }, error: null };
  } catch (fault) {
    if (fault instanceof FilterSyntaxError) {
      return { filter: null, error: fault };
    }
    throw fault;
  }
}

function compile(term: Term, now: number): Test {
  const tests = term.field === null ? [containing(term)] : compileField(term, term.field, now);
  const passes = (row: Row): boolean => tests.some((test) => test(row));
  return term.negated ? (row) => !passes(row) : passes;
}

function containing(term: Term): Test {
  const wanted = (term.values[0]?.text ?? "").toLowerCase();
  return (row) => row.path?.toLowerCase().includes(wanted) ?? false;
}

function compileField(term: Term, name: string, now: number): Test[] {
  const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
  if (field === undefined) {
    const end = term.fieldStart + name.length;
    throw new FilterSyntaxError(
      `there is no field ${name}; there are ${Object.keys(FIELDS).join(", ")}. Put it in quotes to search for it`,
      term.fieldStart,
      end,
    );
  }
  if (!field.operators.includes(term.operator)) {
    const at = term.fieldStart + name.length;
    throw new FilterSyntaxError(`${name} cannot be compared with ${term.operator}; use ${name}:`, at, at + term.operator.length);
  }
  return term.values.map((value) => {
    const test = field.read(value, term.operator, now);
    if (typeof test === "string") {
      throw new FilterSyntaxError(test, value.start, value.end);
    }
    return test;
  });
}
