import type { JSX } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import { getSidecars, MAX_SIDECARS } from "../api/client.ts";
import type { Sidecars } from "../api/types.ts";
import { useParameters } from "../frame/parameters.ts";
import { whole } from "../shared/format.ts";
import { useListKeys } from "../shared/list-keys.ts";
import { NARROW, useMedia } from "../shared/media.ts";
import { HowToBegin, Notice } from "../shared/notice.tsx";
import { type Polled, usePolled } from "../shared/poll.ts";
import { VirtualList } from "../shared/virtual-list.tsx";
import { COLUMNS, titleOf, toneOf } from "./columns.tsx";
import { joinPods, type Pod, STATES } from "./join.ts";
import { PodDetail } from "./pod-detail.tsx";
import { type KnownCoverage, useCoverage } from "./use-coverage.ts";

const ROW_HEIGHT = 32;
const NARROW_ROW_HEIGHT = 76;

/** How every Pod stands, and what its sidecars say. */
export function PodsView(): JSX.Element {
  const [get, set] = useParameters("pods");
  const coverage = useCoverage();
  const sidecars = usePolled(getSidecars);
  const search = useRef<HTMLInputElement>(null);
  const pods = useMemo(() => joinPods(coverage.data, sidecars.data), [coverage.data, sidecars.data]);
  const state = get("state");
  const find = get("find");
  const open = get("pod");
  const shown = useMemo(() => pods.filter((pod) => isShown(pod, state, find.toLowerCase())), [pods, state, find]);
  const opened = open === "" ? undefined : pods.find((pod) => pod.key === open);
  const show = useCallback((pod: string | null, isStep: boolean) => set({ pod }, isStep), [set]);
  const at = useListKeys({ noun: "Pod", rows: shown.map((pod) => pod.key), open, onOpen: show, search });
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
            selected={at}
            onOpen={(pod) => show(pod.key, true)}
          />
        </div>
        {opened !== undefined && <PodDetail pod={opened} onClose={() => show(null, true)} />}
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
          <b>{whole(count)}</b> {titleOf(state)}
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
  readonly selected: number;
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
      selected={props.selected}
      row={(index) => {
        const pod = pods[index];
        return (
          pod !== undefined && (
            <PodRow
              key={pod.key}
              pod={pod}
              index={index}
              now={now}
              rowHeight={rowHeight}
              isSelected={index === props.selected}
              onOpen={props.onOpen}
            />
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
  readonly isSelected: boolean;
  readonly onOpen: (pod: Pod) => void;
}

function PodRow(props: RowProps): JSX.Element {
  const { pod, index, rowHeight } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter do it, in the view
    <div
      role="row"
      class="row pod-row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-current={props.isSelected ? "true" : undefined}
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
