import type { Filter } from "./filter.ts";
import type { Alternative, Term } from "./syntax.ts";
import { isPattern } from "./values.ts";

/** What the API can find of a filter: parameters that let through at least what the filter does. */
export interface Query {
  readonly parameters: ReadonlyMap<string, string>;
  /** Whether they let through nothing else. */
  readonly exact: boolean;
}

type Translation = readonly [name: string, value: string, exact: boolean];

const NAMES = new Set(["service", "namespace", "pod", "method", "direction", "since", "until"]);
const TRAILING_STARS = /\*+$/u;

/** The parameters of /api/v1/exchanges for a filter. The API takes each once and knows no "not" and no "or": the page does the rest. */
export function toQuery(filter: Filter): Query {
  const parameters = new Map<string, string>();
  let exact = true;
  for (const term of filter.terms) {
    const translation = translate(term);
    if (translation === null || parameters.has(translation[0])) {
      exact = false;
    } else {
      parameters.set(translation[0], translation[1]);
      exact = exact && translation[2];
    }
  }
  return { parameters, exact };
}

function translate(term: Term): Translation | null {
  const [value, ...others] = term.values;
  if (term.negated || value === undefined || others.length > 0 || value.text === "") {
    return null;
  }
  switch (term.field) {
    case null:
      return ["q", value.text, true];
    case "path":
      return translatePath(value);
    case "status":
      return ["status", term.operator === ":" ? value.text.toLowerCase() : term.operator + value.text, true];
    case "duration":
      return translateDuration(term, value);
    case "anomaly":
      return value.text === "none" || isPattern(value) ? null : ["anomaly", value.text, true];
    case "trace":
      return ["trace_id", value.text, true];
    default:
      return NAMES.has(term.field) && !isPattern(value) ? [term.field, value.text, true] : null;
  }
}

/** The API knows a star at the end only; before another one, what is in front of it finds at least as much. */
function translatePath(value: Alternative): Translation | null {
  if (!value.text.startsWith("/")) {
    return null;
  }
  if (!isPattern(value)) {
    return value.text.endsWith("*") ? null : ["path", value.text, true];
  }
  const star = value.text.indexOf("*");
  return ["path", `${value.text.slice(0, star)}*`, value.text.replace(TRAILING_STARS, "").length === star];
}

function translateDuration(term: Term, value: Alternative): Translation | null {
  return term.operator === ">" || term.operator === ">=" ? ["min_duration", value.text, term.operator === ">="] : null;
}
