import type { RefObject } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Binding, useKeys } from "../frame/keys.ts";

interface ListKeys {
  /** What a row is: "endpoint". */
  readonly noun: string;
  /** The keys of the rows, in their order. */
  readonly rows: readonly string[];
  /** The row that is open; nothing when none is. */
  readonly open: string;
  /** Opens a row, or closes the one that is open; as a step that "back" undoes. */
  readonly onOpen: (row: string | null, isStep: boolean) => void;
  /** The field that finds rows, where there is one. */
  readonly search: RefObject<HTMLInputElement | null> | null;
}

/** The keys of a list with what is open beside it: /, j, k, Enter, Esc. Gives the row that they stand on. */
export function useListKeys(list: ListKeys): number {
  const { noun, search } = list;
  const [picked, setPicked] = useState("");
  useEffect(() => setPicked((old) => (list.open === "" ? old : list.open)), [list.open]);
  const at = list.rows.indexOf(picked);
  const latest = useRef({ list, at });
  latest.current = { list, at };
  useKeys(useMemo(() => bindings(noun, search, latest, setPicked), [noun, search]));
  return at;
}

function bindings(
  noun: string,
  search: ListKeys["search"],
  latest: { current: { list: ListKeys; at: number } },
  pick: (row: string) => void,
): Binding[] {
  const move = (by: number): void => {
    const { list, at } = latest.current;
    const row = list.rows[Math.min(Math.max(at + by, 0), list.rows.length - 1)];
    if (row !== undefined) {
      pick(row);
      if (list.open !== "") {
        list.onOpen(row, false);
      }
    }
  };
  const open = (): void => {
    const { list, at } = latest.current;
    const row = list.rows[at];
    if (row !== undefined) {
      list.onOpen(row, true);
    }
  };
  const leave = (): void => {
    if (search !== null && document.activeElement === search.current) {
      search.current?.blur();
    } else if (latest.current.list.open === "") {
      pick("");
    } else {
      latest.current.list.onOpen(null, true);
    }
  };
  const find: Binding[] = search === null ? [] : [{ keys: "/", about: `find ${noun}s`, run: () => search.current?.focus() }];
  return [
    ...find,
    { keys: "j", about: `next ${noun}`, run: () => move(1) },
    { keys: "k", about: `previous ${noun}`, run: () => move(-1) },
    { keys: "Enter", about: `open the ${noun}`, run: open },
    { keys: "Escape", about: `close the ${noun}`, run: leave, whileWriting: true },
  ];
}
