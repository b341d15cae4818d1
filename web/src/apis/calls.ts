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
  const [path, ...others] = pathsOf(template);
  const wide = [
    `service:${quoteValue(service)}`,
    ...(method === "" ? [] : [`method:${quoteValue(method)}`]),
    ...(path === undefined ? [] : [`path:${path}`]),
  ].join(" ");
  const filter = [wide, ...others.map((other) => `-path:${other}`)].join(" ");
  return filter.length <= MAX_FILTER_LENGTH ? filter : wide;
}

/** The values of a template for a filter: its path, or its pattern and those against it. None of what is no path. */
function pathsOf(template: string): string[] {
  if (!template.startsWith("/")) {
    return [];
  }
  return PARAMETER.test(template) ? patternsOf(template) : [quoteValue(template)];
}

/** A pattern for the paths of a template; then those for paths that have a segment too many, as a star stands for any text. */
function patternsOf(template: string): string[] {
  const [first = "", ...parts] = template.split(PARAMETER).map((part) => part.replace(UNWRITABLE, "*"));
  const join = (wide: number): string => first + parts.map((part, index) => (index === wide ? `*/*${part}` : `*${part}`)).join("");
  // Whatever stands for the rest of a path may have any number of segments.
  const excluded = REST.test(template) ? 0 : Math.min(parts.length, MAX_EXCLUDED);
  return [join(-1), ...Array.from({ length: excluded }, (_, index) => join(index))];
}
