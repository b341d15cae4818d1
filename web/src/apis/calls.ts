import type { EndpointRow } from "../api/catalog-types.ts";
import { quoteValue } from "../filter/edit.ts";
import { MAX_FILTER_LENGTH } from "../filter/syntax.ts";

/** Parameters of which one filter says that they are one segment each; a longer template is found a little too widely. */
const MAX_EXCLUDED = 8;

const PARAMETER = /\{[^/]*\}/u;
const REST = /\{…?\*\}$/u;
/** The port of a host that is called so, and what encloses one of IPv6. */
const PORT = /:\d+$/u;
const BRACKETS = /^\[(.*)\]$/u;
/** What a pattern cannot hold: in quotes a star is a star. */
const UNWRITABLE = /[\s,"*]+/gu;

type Called = Pick<EndpointRow, "service" | "method" | "template">;

/** The filter that finds the calls of an endpoint: its service, method and template, with a star for each parameter. */
export function filterOf(endpoint: Called): string {
  return join(`service:${quoteValue(endpoint.service)}`, endpoint);
}

/** The filter for calls of an endpoint whose service is not mirrored: those that others made to its host. */
export function filterOfMade(endpoint: Called): string {
  const host = endpoint.service.replace(PORT, "").replace(BRACKETS, "$1");
  return join(`direction:egress host:${quoteValue(host)}`, endpoint);
}

function join(who: string, { method, template }: Called): string {
  const [path, ...others] = pathsOf(template);
  const wide = [who, ...(method === "" ? [] : [`method:${quoteValue(method)}`]), ...(path === undefined ? [] : [`path:${path}`])].join(" ");
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
  const pattern = (wide: number): string => first + parts.map((part, index) => (index === wide ? `*/*${part}` : `*${part}`)).join("");
  // Whatever stands for the rest of a path may have any number of segments.
  const excluded = REST.test(template) ? 0 : Math.min(parts.length, MAX_EXCLUDED);
  return [pattern(-1), ...Array.from({ length: excluded }, (_, index) => pattern(index))];
}
