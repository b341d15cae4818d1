import { useMemo } from "preact/hooks";
import { go, readRoute, useRoute, writeRoute } from "./route.ts";

/** Values of a view's address by name; null or nothing leaves one out. */
export type Change = Readonly<Record<string, string | null>>;

/** Goes to the same view with other values: as a step that "back" undoes, or in place of this one. */
export type SetParameters = (change: Change, isStep: boolean) => void;

/**
 * What a view keeps in the address: the values that it has, and how to change some of them. Both read the address when they are called: a key may
 * be pressed before anything was drawn from what a link has just put there.
 */
export function useParameters(view: string): [get: (name: string) => string, set: SetParameters] {
  useRoute();
  return useMemo(() => {
    const kept = (): URLSearchParams => {
      const now = readRoute(location.hash);
      return now.view === view ? now.parameters : new URLSearchParams();
    };
    const get = (name: string): string => kept().get(name) ?? "";
    const set = (change: Change, isStep: boolean): void => go(writeRoute(view, { ...Object.fromEntries(kept()), ...change }), isStep);
    return [get, set];
  }, [view]);
}
