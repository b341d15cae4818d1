import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { addTerm } from "../filter/edit.ts";
import { parseFilter } from "../filter/filter.ts";
import type { FilterError } from "../filter/syntax.ts";
import { go, type Route, writeRoute } from "../frame/route.ts";
import type { LiveModel } from "./model.ts";

/** How long after the last key a filter is used. */
const SETTLE_MS = 250;

export interface FilterState {
  readonly text: string;
  readonly error: FilterError | null;
  readonly write: (text: string) => void;
  readonly add: (field: string, value: string, negated: boolean) => void;
}

/** The filter as it is written, which is used as soon as it parses, and is in the address from then on. */
export function useFilter(route: Route, model: LiveModel): FilterState {
  const used = route.parameters.get("filter") ?? "";
  const call = route.parameters.get("call");
  const [text, setText] = useState(used);
  const latest = useRef({ used, call });
  latest.current = { used, call };
  const error = useMemo(() => parseFilter(text, Date.now()).error, [text]);
  useEffect(() => {
    setText((old) => (old.trim() === used ? old : used));
    const { filter } = parseFilter(used, Date.now());
    if (filter !== null) {
      model.setFilter(filter, used.trim());
    }
  }, [used, model]);
  useEffect(() => {
    if (error !== null || text.trim() === latest.current.used) {
      return;
    }
    const timer = setTimeout(() => go(writeRoute("live", { filter: text.trim(), call: latest.current.call }), false), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, error]);
  const add = useMemo(
    () =>
      (field: string, value: string, negated: boolean): void => {
        const next = addTerm(latest.current.used, field, value, negated);
        go(writeRoute("live", { filter: next, call: latest.current.call }), true);
      },
    [],
  );
  return { text, error, write: setText, add };
}
