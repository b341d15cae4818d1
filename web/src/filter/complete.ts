import { quoteValue } from "./edit.ts";
import { FIELDS, type Field } from "./fields.ts";
import type { SeenValues } from "./seen.ts";

/** One thing that could be written where the caret is. */
export interface Completion {
  readonly label: string;
  readonly about: string;
  /** What takes the place of the characters from start to the caret. */
  readonly insert: string;
  readonly start: number;
}

/** As many as a list shows without scrolling. */
export const MAX_COMPLETIONS = 8;

const WORD_START = /(?:^|\s)(-?)(\S*)$/u;
const QUOTE = /^"/u;
const NO_NUMBER = /^([1-9]xx|none)$/u;
const FIELD_AND_VALUE = /^([a-z_]+)(!=|>=|<=|[:=<>])(?:.*,)?([^,]*)$/u;

/** What could come where the caret is: fields, or values of one. */
export function complete(text: string, caret: number, seen: SeenValues): Completion[] {
  const [, , word = ""] = WORD_START.exec(text.slice(0, caret)) ?? [];
  const [, name, operator, begun] = FIELD_AND_VALUE.exec(word) ?? [];
  if (name !== undefined && begun !== undefined) {
    const field = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
    return field === undefined ? [] : completeValue(name, field, begun, caret - begun.length, seen, operator === ":");
  }
  return completeWord(word, caret - word.length, seen);
}

function completeValue(name: string, field: Field, begun: string, start: number, seen: SeenValues, equal: boolean): Completion[] {
  const wanted = begun.replace(QUOTE, "").toLowerCase();
  const known = (field.known ?? []).filter((value) => equal || !NO_NUMBER.test(value));
  const values = [...new Set([...(equal || name === "status" ? seen.of(name) : []), ...known])].filter((value) => equal || value !== "none");
  return rank(values, wanted)
    .slice(0, MAX_COMPLETIONS)
    .map((value) => ({ label: value, about: field.about, insert: `${quoteValue(value)} `, start }));
}

function completeWord(word: string, start: number, seen: SeenValues): Completion[] {
  const wanted = word.toLowerCase();
  const fields = Object.entries(FIELDS)
    .filter(([name]) => name.startsWith(wanted))
    .map(([name, field]) => ({ label: `${name}:`, about: field.about, insert: `${name}:`, start }));
  const values = wanted === "" ? [] : ["service", "host", "namespace", "pod", "method", "path"].flatMap((name) => seenAs(name, wanted, start, seen));
  return [...values, ...fields].slice(0, MAX_COMPLETIONS + (wanted === "" ? Object.keys(FIELDS).length : 0));
}

function seenAs(name: string, wanted: string, start: number, seen: SeenValues): Completion[] {
  const Limit = 2;
  return rank(seen.of(name), wanted)
    .slice(0, Limit)
    .map((value) => ({ label: `${name}:${value}`, about: "seen", insert: `${name}:${quoteValue(value)} `, start }));
}

/** Those that begin so, then those that contain it. */
function rank(values: readonly string[], wanted: string): string[] {
  const begins = values.filter((value) => value.toLowerCase().startsWith(wanted));
  return [...begins, ...values.filter((value) => !begins.includes(value) && value.toLowerCase().includes(wanted))];
}
