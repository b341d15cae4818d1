import type { Row } from "../api/row.ts";
import type { Alternative, Operator } from "./syntax.ts";

/** Whether a row is one that a value asks for. */
export type Test = (row: Row) => boolean;

/** A test, or what is wrong with the value. */
export type Read = Test | string;

const NANOSECONDS: Readonly<Record<string, number>> = { us: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12, d: 8.64e13 };
const DURATION = /^(\d+(?:\.\d+)?)(us|ms|s|m|h|d)$/u;
const STATUS_CLASS = /^[1-9]xx$/iu;
const STATUS = /^[1-9]\d\d$/u;
const HEXADECIMAL = /^[0-9a-f]+$/iu;
/** RFC 3339; browsers read more, and each its own. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/u;
const STAR = /\*+/u;
const NANOSECONDS_PER_MILLISECOND = 1e6;

/** A duration as "10ms", in nanoseconds; null when it is none. */
export function readDuration(text: string): number | null {
  const [, digits, unit] = DURATION.exec(text) ?? [];
  const size = unit === undefined ? undefined : NANOSECONDS[unit];
  return digits === undefined || size === undefined ? null : Number(digits) * size;
}

/** Whether a value has a star that stands for any text. */
export function isPattern(value: Alternative): boolean {
  return !value.quoted && value.text.includes("*");
}

/** A test of a name: exactly that, with * for any text. */
export function matchText(value: Alternative, of: (row: Row) => string | null, ignoreCase = false): Test {
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  const wanted = fold(value.text);
  if (!isPattern(value)) {
    return (row) => {
      const text = of(row);
      return text !== null && fold(text) === wanted;
    };
  }
  const parts = wanted.split(STAR);
  return (row) => {
    const text = of(row);
    return text !== null && matchParts(fold(text), parts);
  };
}

/** The parts in this order, the first at the beginning and the last at the end: no expression that a text could make run long. */
function matchParts(text: string, parts: readonly string[]): boolean {
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  if (!(text.startsWith(first) && text.endsWith(last)) || text.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) {
      return false;
    }
    at = found + part.length;
  }
  return true;
}

/** A test of a status: 404, 5xx, none, or a comparison with a number. */
export function matchStatus(text: string, operator: Operator): Read {
  if (operator === ":" && text === "none") {
    return (row) => row.status === null;
  }
  if (operator === ":" && STATUS_CLASS.test(text)) {
    const hundreds = Number(text.charAt(0));
    return (row) => row.status !== null && Math.floor(row.status / 100) === hundreds;
  }
  if (!STATUS.test(text)) {
    return operator === ":" ? "write a status such as 404, 5xx, or none for calls without a response" : "write a status from 100 to 999";
  }
  const wanted = Number(text);
  return (row) => row.status !== null && compare(row.status, operator, wanted);
}

/** A test of a duration. */
export function matchDuration(text: string, operator: Operator): Read {
  const wanted = readDuration(text);
  return wanted === null ? "write a duration such as 250us, 10ms or 1.5s" : (row) => compare(row.duration_ns, operator, wanted);
}

/** A test of when a call began: at a time, or so long before now. */
export function matchTime(text: string, isStart: boolean, now: number): Read {
  const ago = readDuration(text);
  const wanted = ago === null ? Date.parse(text) : now - ago / NANOSECONDS_PER_MILLISECOND;
  if (Number.isNaN(wanted) || (ago === null && !TIME.test(text))) {
    return "write a time such as 2026-01-31T12:00:00Z, or how long ago, such as 15m";
  }
  return (row) => Date.parse(row.time) >= wanted === isStart;
}

/** A test of an id of so many hexadecimal digits. */
export function matchId(text: string, digits: number, of: (row: Row) => string): Read {
  const wanted = text.toLowerCase();
  return text.length === digits && HEXADECIMAL.test(text) ? (row) => of(row) === wanted : `write ${digits} hexadecimal digits`;
}

function compare(value: number, operator: Operator, wanted: number): boolean {
  switch (operator) {
    case ">":
      return value > wanted;
    case ">=":
      return value >= wanted;
    case "<":
      return value < wanted;
    case "<=":
      return value <= wanted;
    default:
      return value === wanted;
  }
}
