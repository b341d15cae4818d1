import { useMemo } from "preact/hooks";
import { go, readRoute, useRoute, writeRoute } from "./route.ts";

/** Values of a view's address by name; null or nothing leaves one out. */
export type Change = Readonly<Record<string, string | null>>;

/** Goes to the same view with other values: as a step that "back" undoes, or in place of this one. */
export type SetParameters = (change: Change, isStep: boolean) => void;

/** What a view keeps in the address: the values that it has, and how to change some of them. */
export function useParameters(view: string): [get: (name: string) => string, set: SetParameters] {
  const { parameters } = useRoute();
  const set = useMemo(
    () =>
      (change: Change, isStep: boolean): void => {
        const now = readRoute(location.hash);
        go(writeRoute(view, { ...Object.fromEntries(now.view === view ? now.parameters : []), ...change }), isStep);
      },
    [view],
  );
  return [(name) => parameters.get(name) ?? "", set];
}
