import type { JSX } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { getMap } from "../api/catalog.ts";
import type { ServiceMap } from "../api/catalog-types.ts";
import { type Binding, useKeys } from "../frame/keys.ts";
import { type SetParameters, useParameters } from "../frame/parameters.ts";
import { go, writeRoute } from "../frame/route.ts";
import { Choice } from "../shared/choice.tsx";
import { counted } from "../shared/format.ts";
import { Notice } from "../shared/notice.tsx";
import { usePolled } from "../shared/poll.ts";
import { Drawing, endpointsOf } from "./drawing.tsx";
import { EdgeTable } from "./edge-table.tsx";
import { pictureOf } from "./places.ts";

/** Nodes that a picture shows; more of them are a table only. */
const MAX_DRAWN = 150;

/** How far back, in minutes: a call within it keeps an edge from being idle. */
const SPANS: readonly (readonly [string, string])[] = [
  ["15", "last 15 minutes"],
  ["60", "last hour"],
  ["1440", "last day"],
];
const USUAL = "60";

/** As far back as the agent looks: a week. */
const MOST = 10_080;

/** Who calls whom. */
export function MapView(): JSX.Element {
  const [get, set] = useParameters("map");
  const minutes = get("minutes") || USUAL;
  const hasIdle = get("idle") !== "";
  const node = get("node");
  const read = useMemo(() => {
    const span = hasIdle ? MOST : Math.min(Math.max(1, Number.parseInt(minutes, 10) || Number(USUAL)), MOST);
    return (signal: AbortSignal): Promise<ServiceMap> => getMap(span, signal);
  }, [minutes, hasIdle]);
  const { data, error } = usePolled(read);
  const nodes = useRef<readonly string[]>([]);
  nodes.current = (data?.nodes ?? []).map((each) => each.name);
  useKeys(useMemo(() => keys(nodes, () => get("node"), set), [get, set]));
  return (
    <div class="map">
      <div class="toolbar">
        <h1>Map</h1>
        <div class="choices">
          <Choice label="How far back" value={minutes} options={SPANS} onValue={(value) => set({ minutes: value === USUAL ? null : value }, true)} />
          <button
            type="button"
            aria-pressed={hasIdle}
            title="Whoever called or was called in the last week"
            onClick={() => set({ idle: hasIdle ? null : "shown" }, true)}
          >
            {idleText(data, hasIdle)}
          </button>
          {node !== "" && (
            <button type="button" onClick={() => set({ node: null }, true)}>
              {`Only ${node} ×`}
            </button>
          )}
        </div>
      </div>
      {error !== null && data !== null && (
        <div class="troubles" role="status">
          <p>{`This is what was known before: ${error.message}`}</p>
        </div>
      )}
      {data === null || data.nodes.length === 0 ? (
        <Nothing isLoading={data === null && error === null} error={error?.message ?? null} hidden={data?.hidden_idle ?? 0} />
      ) : (
        <Whole map={data} node={node} link={(next) => linkTo(next, minutes, hasIdle)} />
      )}
    </div>
  );
}

function linkTo(node: string | null, minutes: string, hasIdle: boolean): string {
  return writeRoute("map", { minutes: minutes === USUAL ? null : minutes, idle: hasIdle ? "shown" : null, node });
}

function idleText(map: ServiceMap | null, hasIdle: boolean): string {
  const hidden = map?.hidden_idle ?? 0;
  return hasIdle || hidden === 0 ? "Idle too" : `Idle too (${hidden})`;
}

interface WholeProps {
  readonly map: ServiceMap;
  readonly node: string;
  readonly link: (node: string | null) => string;
}

function Whole(props: WholeProps): JSX.Element {
  const { map, node, link } = props;
  const isDrawn = map.nodes.length <= MAX_DRAWN;
  // Only what is drawn has to be laid out anew, and only when who calls whom has changed, or how often.
  const picture = useMemo(() => (isDrawn ? pictureOf(map.nodes, map.edges) : null), [map, isDrawn]);
  return (
    <div class="page" tabIndex={-1}>
      {picture === null ? (
        <p class="lead">{`${counted(map.nodes.length, "service")} are too many for a picture that could be read.`}</p>
      ) : (
        <Drawing picture={picture} chosen={node} link={link} />
      )}
      <EdgeTable map={map} chosen={node} link={link} />
    </div>
  );
}

function Nothing(props: { readonly isLoading: boolean; readonly error: string | null; readonly hidden: number }): JSX.Element {
  if (props.isLoading) {
    return <Notice title="Loading" />;
  }
  if (props.error !== null) {
    return (
      <Notice title="The map cannot be read" isBad={true}>
        <p>{props.error}</p>
      </Notice>
    );
  }
  return (
    <Notice title={props.hidden > 0 ? "Nobody called anybody" : "Nobody calls anybody yet"}>
      {props.hidden > 0 ? (
        <p>{`${counted(props.hidden, "service")} made and got no call in that time; "Idle too" looks back a week.`}</p>
      ) : (
        <p>
          Callers are known of calls whose trace or peer tells them. <a href="#live">Live traffic</a> shows whether calls come.
        </p>
      )}
    </Notice>
  );
}

function keys(nodes: { current: readonly string[] }, chosen: () => string, set: SetParameters): Binding[] {
  const move = (by: number): void => {
    const all = nodes.current;
    const next = all[Math.min(Math.max(all.indexOf(chosen()) + by, 0), all.length - 1)];
    if (next !== undefined) {
      set({ node: next }, chosen() === "");
    }
  };
  const open = (): void => {
    if (chosen() !== "") {
      go(endpointsOf(chosen()), true);
    }
  };
  return [
    { keys: "j", about: "next service", run: () => move(1) },
    { keys: "k", about: "previous service", run: () => move(-1) },
    { keys: "Enter", about: "go to the service's endpoints", run: open },
    { keys: "Escape", about: "show the whole map", run: () => set({ node: null }, true) },
  ];
}
