import type { EndpointRow } from "../api/catalog-types.ts";
import { quoteValue } from "../filter/edit.ts";
import { MAX_FILTER_LENGTH } from "../filter/syntax.ts";

/** Parameters of which one filter says that they are one segment each; a longer template is found a little too widely. */
const MAX_EXCLUDED = 8;

const PARAMETER = /\{[^/]*\}/u;
const REST = /\{…?\*\}$/u;
/** What a pattern cannot hold: in quotes a star is a star. */
const UNWRITABLE = /[\s,"*]+/gu;

/** The filter that finds the calls of an endpoint: its service, method and template, with a star for each parameter. */
export function filterOf(endpoint: Pick<EndpointRow, "service" | "method" | "template">): string {
  const { service, method, template } = endpoint;
  const wide = [`service:${quoteValue(service)}`];
  if (method !== "") {
    wide.push(`method:${quoteValue(method)}`);
  }
  const [path, ...others] = PARAMETER.test(template) ? patternsOf(template) : [quoteValue(template)];
  wide.push(`path:${path}`);
  const filter = [...wide, ...others.map((other) => `-path:${other}`)].join(" ");
  return filter.length <= MAX_FILTER_LENGTH ? filter : wide.join(" ");
}

/** A pattern for the paths of a template; then those for paths that have a segment too many, as a star stands for any text. */
function patternsOf(template: string): string[] {
  const [first = "", ...parts] = template.split(PARAMETER).map((part) => part.replace(UNWRITABLE, "*"));
  const join = (wide: number): string => first + parts.map((part, index) => (index === wide ? `*/*${part}` : `*${part}`)).join("");
  // Whatever stands for the rest of a path may have any number of segments.
  const excluded = REST.test(template) ? 0 : Math.min(parts.length, MAX_EXCLUDED);
  return [join(-1), ...Array.from({ length: excluded }, (_, index) => join(index))];
}
