import type { ComponentChild, JSX } from "preact";
import { useMemo } from "preact/hooks";
import { getEndpoint } from "../api/catalog.ts";
import type { Endpoint } from "../api/catalog-types.ts";
import { writeRoute } from "../frame/route.ts";
import type { Changes } from "../shared/changes.tsx";
import { agoOf, counted, moment, share, whole } from "../shared/format.ts";
import { Notice } from "../shared/notice.tsx";
import { usePolled } from "../shared/poll.ts";
import { Bodies } from "./bodies.tsx";
import { micros } from "./endpoint-list.tsx";
import { Findings } from "./findings.tsx";
import { LastCalls } from "./last-calls.tsx";
import { Auth, Marks } from "./marks.tsx";
import { MinutesChart } from "./minutes-chart.tsx";
import { KINDS, titleOf } from "./names.ts";
import { PathParameters, Properties } from "./parameters.tsx";
import { Rules } from "./rules-section.tsx";
import { Statuses } from "./statuses.tsx";
import { useCalls } from "./use-calls.ts";

/** The endpoint was there and is not: a rule, or what traffic told, made others of it. */
const NOT_FOUND = 404;

interface Props {
  readonly id: string;
  readonly changes: Changes;
  readonly onClose: () => void;
}

/** All that is known of one endpoint, beside the list. */
export function EndpointDetail(props: Props): JSX.Element {
  const { id, changes } = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change asks anew
  const read = useMemo(() => (signal: AbortSignal) => getEndpoint(id, signal), [id, changes.count]);
  const { data, error } = usePolled(read);
  return (
    <aside class="inspector" aria-label="Endpoint">
      <header>
        <h2>{data === null ? "Endpoint" : <Title endpoint={data} />}</h2>
        <button type="button" class="icon" aria-label="Close" title="Close (Esc)" onClick={props.onClose}>
          ×
        </button>
      </header>
      {data === null && error === null && <Notice title="Loading" />}
      {error !== null && (error.status === NOT_FOUND || data === null) ? (
        <Notice title="This endpoint cannot be shown" isBad={true}>
          <p>{error.message}</p>
          {error.status === NOT_FOUND && <p>Rules and traffic make other endpoints of the same calls; the list has those that there are now.</p>}
        </Notice>
      ) : (
        data !== null && <Whole endpoint={data} changes={changes} />
      )}
    </aside>
  );
}

function Title(props: { readonly endpoint: Endpoint }): JSX.Element {
  const { method, template, operation } = props.endpoint;
  return (
    <>
      <span class="method">{method}</span> <span class="path">{template}</span> {operation !== null && <b class="operation">{operation}</b>}
    </>
  );
}

function Whole(props: { readonly endpoint: Endpoint; readonly changes: Changes }): JSX.Element {
  const { endpoint, changes } = props;
  const calls = useCalls(endpoint);
  return (
    <div class="inspected">
      <div class="actions">
        <a class="button" href={writeRoute("live", { filter: calls.filter })}>
          Its calls
        </a>
        <a class="button" href={writeRoute("spec", { service: endpoint.service })}>
          Its service's description
        </a>
        <Marks endpoint={endpoint} />
      </div>
      <Facts endpoint={endpoint} />
      <MinutesChart minutes={endpoint.minutes} />
      <LastCalls endpoint={endpoint} calls={calls} />
      <Statuses statuses={endpoint.statuses} />
      <PathParameters parameters={endpoint.path_parameters} />
      <Properties title="Query" properties={endpoint.query_parameters} />
      <Properties title="Header fields" properties={endpoint.header_parameters} />
      <Bodies bodies={endpoint.bodies} />
      <Findings endpoint={endpoint} changes={changes} />
      <Callers endpoint={endpoint} />
      <Rules endpoint={endpoint} changes={changes} />
    </div>
  );
}

function Facts(props: { readonly endpoint: Endpoint }): JSX.Element {
  const { endpoint } = props;
  const now = Date.now();
  const errors = `${whole(endpoint.errors)} (${share(endpoint.errors, endpoint.calls)}), of which ${counted(endpoint.failures, "failure")}`;
  const facts: readonly (readonly [string, ComponentChild])[] = [
    ["Service", endpoint.service],
    ["Speaks", titleOf(KINDS, endpoint.kind)],
    ["Calls", whole(endpoint.calls)],
    ["Errors", endpoint.errors === 0 ? "none" : errors],
    ["Takes", `${micros(endpoint.p50_us)} · ${micros(endpoint.p95_us)} · ${micros(endpoint.p99_us)} (p50 · p95 · p99)`],
    ["Authentication", <Auth key="auth" kinds={endpoint.auth} />],
    ["API key", endpoint.api_key_name],
    ["First call", `${moment(endpoint.first_seen)} (${agoOf(endpoint.first_seen, now)})`],
    ["Last call", `${moment(endpoint.last_seen)} (${agoOf(endpoint.last_seen, now)})`],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([label, text]) =>
          text !== null &&
          text !== "" && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <span>{text}</span>
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

function Callers(props: { readonly endpoint: Endpoint }): JSX.Element | null {
  const { caller_list: callers, service } = props.endpoint;
  if (callers.length === 0) {
    return null;
  }
  const now = Date.now();
  return (
    <section class="message" aria-label="Callers">
      <h3>
        Callers
        <small>
          <a href={writeRoute("map", { node: service })}>on the map</a>
        </small>
      </h3>
      <dl class="pairs">
        {callers.map((caller) => (
          <div key={caller.name}>
            <dt>{caller.name}</dt>
            <dd>{`${counted(caller.calls, "call")}${caller.last_seen === null ? "" : `, the last ${agoOf(caller.last_seen, now)}`}`}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
