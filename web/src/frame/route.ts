import { useLayoutEffect, useState } from "preact/hooks";

/** Where the page is: a view, and what that view keeps in the address. */
export interface Route {
  readonly view: string;
  readonly parameters: URLSearchParams;
}

const HASH = /^#\/?/u;

/** Reads "#live?filter=status%3A5xx". What follows # is sent to no server: a filter may hold what nobody else is to log. */
export function readRoute(hash: string): Route {
  const [view = "", query = ""] = splitOnce(hash.replace(HASH, ""), "?");
  return { view, parameters: new URLSearchParams(query) };
}

/** Writes a route as an address. Parameters without a value are left out. */
export function writeRoute(view: string, parameters: Readonly<Record<string, string | null>>): string {
  const kept = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null && entry[1] !== "");
  const query = new URLSearchParams(kept).toString();
  return query === "" ? `#${view}` : `#${view}?${query}`;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** The route, followed as it changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  // Before the browser does anything else: an address that changes between the first drawing and an effect would be missed.
  useLayoutEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return readRoute(hash);
}

/** Goes to a route: as a step that "back" undoes, or in place of the one that is there. */
export function go(hash: string, isStep: boolean): void {
  if (hash === location.hash) {
    return;
  }
  if (isStep) {
    location.hash = hash;
  } else {
    history.replaceState(null, "", hash);
  }
  // The browser says it of a step too, but later: the next key may be pressed before that.
  dispatchEvent(new Event("hashchange"));
}
