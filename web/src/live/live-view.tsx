import type { JSX } from "preact";
import { useCallback, useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Row } from "../api/row.ts";
import type { Exchange } from "../api/types.ts";
import { toCurl } from "../export/curl.ts";
import { copyText } from "../export/save.ts";
import { type Binding, useKeys } from "../frame/keys.ts";
import { go, readRoute, useRoute, writeRoute } from "../frame/route.ts";
import { NARROW, useMedia } from "../shared/media.ts";
import { CallList } from "./call-list.tsx";
import { FilterBox } from "./filter-box.tsx";
import { Foot } from "./foot.tsx";
import { Inspector } from "./inspector.tsx";
import type { LiveModel } from "./model.ts";
import { Toolbar } from "./toolbar.tsx";
import { useFilter } from "./use-filter.ts";
import { useModel } from "./use-model.ts";

const ROW_HEIGHT = 28;
const NARROW_ROW_HEIGHT = 52;

/** Calls as they happen, and the whole of one. */
export function LiveView(): JSX.Element {
  const route = useRoute();
  const model = useModel();
  const filter = useFilter(route, model);
  const input = useRef<HTMLInputElement>(null);
  const loaded = useRef<Exchange | null>(null);
  const rowHeight = useMedia(NARROW) ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const open = readId(route.parameters.get("call"));
  const [picked, setPicked] = useState<number | null>(open);
  const rows = model.rows.shown;
  const selected = picked === null ? -1 : rows.findIndex((row) => row.id === picked);
  useEffect(() => model.hold("reading", open !== null), [model, open]);
  const show = useCallback((id: number | null, isStep: boolean) => {
    const { parameters } = readRoute(location.hash);
    go(writeRoute("live", { filter: parameters.get("filter"), call: id === null ? null : String(id) }), isStep);
  }, []);
  const openRow = useCallback(
    (row: Row) => {
      setPicked(row.id);
      show(row.id, true);
    },
    [show],
  );
  const state = useRef({ rows, selected, open });
  state.current = { rows, selected, open };
  useKeys(useMemo(() => viewKeys(state, model, input, loaded, setPicked, show), [model, show]));
  const loadOlder = useCallback(() => model.loadOlder(), [model]);
  const onLoaded = useCallback((call: Exchange | null) => {
    loaded.current = call;
  }, []);
  return (
    <div class="live">
      <h1 class="off-screen">Live traffic</h1>
      <div class="toolbar">
        <FilterBox input={input} text={filter.text} error={filter.error} seen={model.seen} onText={filter.write} />
        <Toolbar model={model} />
      </div>
      <div class={open === null ? "split" : "split open"}>
        <div class="list-side">
          <NewRows model={model} onShow={() => showNew(model)} />
          <CallList
            rows={rows}
            rowHeight={rowHeight}
            selected={selected}
            foot={<Foot model={model} filter={route.parameters.get("filter") ?? ""} />}
            onOpen={openRow}
            onAdd={filter.add}
            onTop={(atTop) => model.hold("scrolled", !atTop)}
            onNearEnd={loadOlder}
          />
        </div>
        {open !== null && <Inspector id={open} onAdd={filter.add} onClose={() => show(null, true)} onLoaded={onLoaded} />}
      </div>
    </div>
  );
}

function NewRows(props: { readonly model: LiveModel; readonly onShow: () => void }): JSX.Element | null {
  const count = props.model.rows.waiting;
  if (count === 0 || props.model.paused) {
    return null;
  }
  return (
    <button type="button" class="new-rows" onClick={props.onShow}>
      {count === 1 ? "1 new call" : `${count} new calls`}
    </button>
  );
}

/** Shows what waited and goes where it is, at the top. */
function showNew(model: LiveModel): void {
  model.hold("scrolled", false);
  model.showWaiting();
  document.querySelector(".live .list")?.scrollTo({ top: 0 });
}

function readId(text: string | null): number | null {
  const id = Number(text ?? Number.NaN);
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

interface State {
  readonly rows: readonly Row[];
  readonly selected: number;
  readonly open: number | null;
}

type Reference<T> = { current: T };

function viewKeys(
  state: Reference<State>,
  model: LiveModel,
  input: Reference<HTMLInputElement | null>,
  loaded: Reference<Exchange | null>,
  pick: (id: number | null) => void,
  show: (id: number | null, isStep: boolean) => void,
): Binding[] {
  const move = (by: number): void => {
    const { rows, selected, open } = state.current;
    const row = rows[Math.min(Math.max(selected + by, 0), rows.length - 1)];
    if (row !== undefined) {
      model.hold("scrolled", true);
      pick(row.id);
      if (open !== null) {
        show(row.id, false);
      }
    }
  };
  const openSelected = (): void => {
    const row = state.current.rows[state.current.selected];
    if (row !== undefined) {
      show(row.id, true);
    }
  };
  const leave = (): void => {
    if (document.activeElement === input.current) {
      input.current?.blur();
    } else if (state.current.open === null) {
      pick(null);
      showNew(model);
    } else {
      show(null, true);
    }
  };
  const copy = (): void => {
    if (loaded.current !== null) {
      void copyText(toCurl(loaded.current));
    }
  };
  return [
    { keys: "/", about: "filter", run: () => input.current?.focus() },
    { keys: "j", about: "next call", run: () => move(1) },
    { keys: "k", about: "previous call", run: () => move(-1) },
    { keys: "Enter", about: "open the call", run: openSelected },
    { keys: "Escape", about: "close the call; back to the newest", run: leave, whileWriting: true },
    { keys: "p", about: "pause or go on", run: () => model.hold("paused", !model.paused) },
    { keys: "c", about: "copy the open call as cURL", run: copy },
  ];
}
