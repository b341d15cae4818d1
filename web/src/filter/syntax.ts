/** What a comparison asks. ":" and "=" are the same, and so are "!=" and a "-" in front. */
export type Operator = ":" | ">" | ">=" | "<" | "<=";

/** One of the values of a term, as it was written. */
export interface Alternative {
  readonly text: string;
  /** In quotes, where "*" is a star and nothing else. */
  readonly quoted: boolean;
  readonly start: number;
  readonly end: number;
}

/** One term: a field with its values, or a text when the field is null. */
export interface Term {
  readonly negated: boolean;
  readonly field: string | null;
  readonly fieldStart: number;
  readonly operator: Operator;
  readonly values: readonly Alternative[];
  readonly start: number;
  readonly end: number;
}

/** What does not parse, and where: character positions from 0. */
export interface FilterError {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

export class FilterSyntaxError extends Error implements FilterError {
  readonly start: number;
  readonly end: number;

  constructor(message: string, start: number, end: number) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

/** The longest filter, in characters: as long as the longest value that the API takes. */
export const MAX_FILTER_LENGTH = 2048;

/** Terms of one filter at most: each is asked of each row. */
export const MAX_TERMS = 32;

const RESERVED = new Set(["AND", "OR", "NOT"]);
const FIELD = /([a-z][a-z_]*)(!=|>=|<=|[:=<>])/uy;
const SPACE = /\s/u;

/** Reads the terms of a filter by docs/filter.md. Throws a FilterSyntaxError, which says where. */
export function readTerms(text: string): Term[] {
  if (text.length > MAX_FILTER_LENGTH) {
    throw new FilterSyntaxError(`a filter has at most ${MAX_FILTER_LENGTH} characters`, MAX_FILTER_LENGTH, text.length);
  }
  const terms: Term[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const term = readTerm(text, at);
    terms.push(term);
    if (terms.length > MAX_TERMS) {
      throw new FilterSyntaxError(`a filter has at most ${MAX_TERMS} terms`, term.start, text.length);
    }
    at = skipSpace(text, term.end);
  }
  return terms;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text.charAt(at))) {
    at++;
  }
  return at;
}

function readTerm(text: string, start: number): Term {
  const negated = text.charAt(start) === "-";
  const fieldStart = negated ? start + 1 : start;
  FIELD.lastIndex = fieldStart;
  const [head, field, written] = FIELD.exec(text) ?? [];
  if (head === undefined || field === undefined) {
    const value = readText(text, fieldStart, negated);
    return { negated, field: null, fieldStart, operator: ":", values: [value], start, end: value.end };
  }
  const unequal = written === "!=";
  const operator = unequal || written === "=" ? ":" : (written as Operator);
  const values = readValues(text, fieldStart + head.length, field);
  return { negated: negated !== unequal, field, fieldStart, operator, values, start, end: values.at(-1)?.end ?? start };
}

function readText(text: string, start: number, negated: boolean): Alternative {
  const value = readAlternative(text, start, false);
  if (value.text === "" && !value.quoted) {
    throw new FilterSyntaxError("after - comes what is not to be shown", start - 1, start);
  }
  const isGroup = value.text.startsWith("(") || value.text.endsWith(")");
  if (!value.quoted && (RESERVED.has(value.text) || isGroup)) {
    const advice = negated ? "" : ", and all terms must hold";
    throw new FilterSyntaxError(`${value.text} is kept for later${advice}; put it in quotes to search for it`, start, value.end);
  }
  return value;
}

function readValues(text: string, from: number, field: string): Alternative[] {
  const values: Alternative[] = [];
  let at = from;
  do {
    const value = readAlternative(text, at, true);
    if (value.text === "" && !value.quoted) {
      throw new FilterSyntaxError(`${field} needs a value here`, value.start, value.end);
    }
    values.push(value);
    at = value.end + 1;
  } while (text.charAt(at - 1) === ",");
  return values;
}

/** A value in quotes, or what goes to the next space or, in a list, comma. */
function readAlternative(text: string, start: number, inList: boolean): Alternative {
  if (text.charAt(start) === '"') {
    return readQuoted(text, start, inList);
  }
  let end = start;
  while (end < text.length && !SPACE.test(text.charAt(end)) && !(inList && text.charAt(end) === ",")) {
    end++;
  }
  return { text: text.slice(start, end), quoted: false, start, end };
}

function readQuoted(text: string, start: number, inList: boolean): Alternative {
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '"') {
      const next = text.charAt(at + 1);
      if (next !== "" && !SPACE.test(next) && !(inList && next === ",")) {
        throw new FilterSyntaxError("a space belongs behind the quote", at + 1, at + 2);
      }
      return { text: value, quoted: true, start, end: at + 1 };
    }
    if (char === "\\") {
      at++;
    }
    value += text.charAt(at);
  }
  throw new FilterSyntaxError("this quote is not closed", start, text.length);
}
