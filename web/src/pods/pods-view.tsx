import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { getSidecars, MAX_SIDECARS } from "../api/client.ts";
import type { Sidecars } from "../api/types.ts";
import { type Binding, useKeys } from "../frame/keys.ts";
import { go, useRoute, writeRoute } from "../frame/route.ts";
import { whole, words } from "../shared/format.ts";
import { NARROW, useMedia } from "../shared/media.ts";
import { HowToBegin, Notice } from "../shared/notice.tsx";
import { type Polled, usePolled } from "../shared/poll.ts";
import { VirtualList } from "../shared/virtual-list.tsx";
import { COLUMNS, toneOf } from "./columns.tsx";
import { joinPods, type Pod, STATES } from "./join.ts";
import { PodDetail } from "./pod-detail.tsx";
import { type KnownCoverage, useCoverage } from "./use-coverage.ts";

const ROW_HEIGHT = 32;
const NARROW_ROW_HEIGHT = 76;

/** How every Pod stands, and what its sidecars say. */
export function PodsView(): JSX.Element {
  const route = useRoute();
  const coverage = useCoverage();
  const sidecars = usePolled(getSidecars);
  const search = useRef<HTMLInputElement>(null);
  const pods = useMemo(() => joinPods(coverage.data, sidecars.data), [coverage.data, sidecars.data]);
  const state = route.parameters.get("state") ?? "";
  const find = route.parameters.get("find") ?? "";
  const open = route.parameters.get("pod");
  const set = (change: Readonly<Record<string, string | null>>, isStep: boolean): void =>
    go(writeRoute("pods", { state, find, pod: open, ...change }), isStep);
  const shown = useMemo(() => pods.filter((pod) => isShown(pod, state, find.toLowerCase())), [pods, state, find]);
  const opened = open === null ? undefined : pods.find((pod) => pod.key === open);
  const latest = useRef({ shown, open, set });
  latest.current = { shown, open, set };
  useKeys(useMemo(() => viewKeys(latest, search), []));
  return (
    <div class="pods">
      <div class="toolbar">
        <h1>Pods</h1>
        <States pods={pods} state={state} onState={(next) => set({ state: next }, true)} />
        <input
          ref={search}
          type="search"
          class="find"
          placeholder="Find a Pod"
          aria-label="Find Pods by name, namespace, node or service"
          value={find}
          onInput={(event) => set({ find: event.currentTarget.value }, false)}
        />
      </div>
      <Troubles coverage={coverage} sidecars={sidecars} />
      <div class={opened === undefined ? "split" : "split open"}>
        <div class="list-side">
          <PodList
            pods={shown}
            total={pods.length}
            isLoading={(coverage.isInjector !== false && isLoading(coverage)) || isLoading(sidecars)}
            open={open}
            onOpen={(pod) => set({ pod: pod.key }, true)}
          />
        </div>
        {opened !== undefined && <PodDetail pod={opened} onClose={() => set({ pod: null }, true)} />}
      </div>
    </div>
  );
}

function isLoading(polled: Polled<unknown>): boolean {
  return polled.data === null && polled.error === null;
}

function isShown(pod: Pod, state: string, find: string): boolean {
  const text = [pod.namespace, pod.name, pod.node, pod.service].join(" ").toLowerCase();
  return (state === "" || pod.state === state) && text.includes(find);
}

function States(props: { readonly pods: readonly Pod[]; readonly state: string; readonly onState: (state: string) => void }): JSX.Element {
  const counts = STATES.map((state) => [state, props.pods.filter((pod) => pod.state === state).length] as const).filter(([, count]) => count > 0);
  return (
    <fieldset class="chips" aria-label="Only Pods in this state">
      {counts.map(([state, count]) => (
        <button
          key={state}
          type="button"
          class={`chip ${toneOf(state)}`}
          aria-pressed={props.state === state}
          onClick={() => props.onState(props.state === state ? "" : state)}
        >
          <b>{whole(count)}</b> {words(state)}
        </button>
      ))}
    </fieldset>
  );
}

function Troubles(props: { readonly coverage: KnownCoverage; readonly sidecars: Polled<Sidecars> }): JSX.Element {
  const { coverage, sidecars } = props;
  const lines: string[] = [];
  if (coverage.isInjector === false) {
    lines.push(
      "This agent injects nothing, so it knows only the Pods whose sidecars report to it. With --injector it knows what every Pod should be.",
    );
  } else if (coverage.error !== null) {
    lines.push(`Coverage cannot be read: ${coverage.error.message}`);
  }
  if (coverage.data !== null && !coverage.data.complete) {
    lines.push(`The cluster is not wholly known: ${coverage.data.trouble ?? "it is still being read"}`);
  }
  if (sidecars.error !== null) {
    lines.push(`What sidecars tell cannot be read: ${sidecars.error.message}`);
  }
  if ((sidecars.data?.total ?? 0) > MAX_SIDECARS) {
    lines.push(`Figures are shown of ${whole(MAX_SIDECARS)} of ${whole(sidecars.data?.total ?? 0)} Pods whose sidecars report.`);
  }
  return (
    <div class="troubles" role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface ListProps {
  readonly pods: readonly Pod[];
  readonly total: number;
  readonly isLoading: boolean;
  readonly open: string | null;
  readonly onOpen: (pod: Pod) => void;
}

function PodList(props: ListProps): JSX.Element {
  const { pods } = props;
  const rowHeight = useMedia(NARROW) ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const now = Date.now();
  const head = (
    <div role="row" class="row pod-row" aria-rowindex={1}>
      {COLUMNS.map((column) => (
        <span key={column.name} role="columnheader" class={column.name} title={column.about}>
          {column.title}
        </span>
      ))}
    </div>
  );
  return (
    <VirtualList
      count={pods.length}
      rowHeight={rowHeight}
      label="Pods"
      columns={COLUMNS.length}
      head={head}
      foot={pods.length === 0 ? <Empty {...props} /> : null}
      selected={pods.findIndex((pod) => pod.key === props.open)}
      row={(index) => {
        const pod = pods[index];
        return (
          pod !== undefined && (
            <PodRow key={pod.key} pod={pod} index={index} now={now} rowHeight={rowHeight} isOpen={pod.key === props.open} onOpen={props.onOpen} />
          )
        );
      }}
    />
  );
}

interface RowProps {
  readonly pod: Pod;
  readonly index: number;
  readonly now: number;
  readonly rowHeight: number;
  readonly isOpen: boolean;
  readonly onOpen: (pod: Pod) => void;
}

function PodRow(props: RowProps): JSX.Element {
  const { pod, index, rowHeight } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j and k do it, in the view
    <div
      role="row"
      class="row pod-row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-current={props.isOpen ? "true" : undefined}
      style={{ transform: `translateY(${index * rowHeight}px)`, height: `${rowHeight}px` }}
      onClick={() => props.onOpen(pod)}
    >
      {COLUMNS.map((column) => (
        <span key={column.name} role="cell" class={column.name} title={column.name === "why" ? pod.why : undefined}>
          {column.cell(pod, props.now)}
        </span>
      ))}
    </div>
  );
}

function Empty(props: ListProps): JSX.Element {
  if (props.isLoading) {
    return <p class="foot">Loading</p>;
  }
  if (props.total > 0) {
    return <Notice title="No Pod is like that" />;
  }
  return (
    <Notice title="No Pods yet">
      <p>Pods take part when their namespace says so, and get their sidecars when they are made:</p>
      <HowToBegin />
    </Notice>
  );
}

interface Latest {
  readonly shown: readonly Pod[];
  readonly open: string | null;
  readonly set: (change: Readonly<Record<string, string | null>>, isStep: boolean) => void;
}

function viewKeys(latest: { current: Latest }, search: { current: HTMLInputElement | null }): Binding[] {
  const move = (by: number): void => {
    const { shown, open, set } = latest.current;
    const at = shown.findIndex((pod) => pod.key === open);
    const next = shown[Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next !== undefined) {
      set({ pod: next.key }, open === null);
    }
  };
  const leave = (): void => {
    if (document.activeElement === search.current) {
      search.current?.blur();
    } else {
      latest.current.set({ pod: null }, true);
    }
  };
  return [
    { keys: "/", about: "find a Pod", run: () => search.current?.focus() },
    { keys: "j", about: "next Pod", run: () => move(1) },
    { keys: "k", about: "previous Pod", run: () => move(-1) },
    { keys: "Escape", about: "close the Pod", run: leave, whileWriting: true },
  ];
}
