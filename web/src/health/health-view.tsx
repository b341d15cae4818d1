import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { getPipeline, getSidecars } from "../api/client.ts";
import type { CatalogState, Pipeline, Sidecars } from "../api/types.ts";
import { bytes, compact, counted, share, whole, words } from "../shared/format.ts";
import { Notice } from "../shared/notice.tsx";
import { usePolled } from "../shared/poll.ts";
import { Audit } from "./audit.tsx";
import { type Loss, type Stage, stagesOf, unwanted } from "./ledger.ts";

const MILLISECONDS_PER_SECOND = 1000;

/** Where calls get lost between the wire and the store, in one picture. */
export function HealthView(): JSX.Element {
  const pipeline = usePolled(getPipeline);
  const sidecars = usePolled(getSidecars);
  const stages = useMemo(() => stagesOf(pipeline.data, sidecars.data), [pipeline.data, sidecars.data]);
  // Of the agent only: sidecars report once a minute, so that from one answer to the next theirs would be nothing or too much.
  const before = useMemo(() => stagesOf(pipeline.before, null), [pipeline.before]);
  const draw = (stage: Stage): JSX.Element => (
    <StageView key={stage.id} stage={stage} before={before.find((other) => other.id === stage.id)} elapsedMs={pipeline.elapsedMs} />
  );
  return (
    <div class="health">
      <div class="toolbar">
        <h1>Health</h1>
        <Verdict stages={stages} />
      </div>
      {pipeline.error !== null && (
        <Notice title="The agent's ledger cannot be read" isBad={true}>
          <p>{pipeline.error.message}</p>
        </Notice>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <div class="page" tabIndex={0} role="region" aria-label="The ledger">
        {stages.length === 0 && pipeline.error === null && <Notice title="Loading" />}
        <p class="quiet lead">
          From the wire to the store. Each stage says what came in, what went on, and every reason why something did not; the figures count from the
          start of each process.
        </p>
        {sidecars.data !== null && <Known sidecars={sidecars.data} />}
        <ol class="stages">
          {stages.filter((stage) => !stage.isEnd).map(draw)}
          {/* The store and the backends get the same spans, each by itself. */}
          <li class="ends">
            <ul>{stages.filter((stage) => stage.isEnd).map(draw)}</ul>
          </li>
        </ol>
        {pipeline.data !== null && <Queue pipeline={pipeline.data} />}
        {pipeline.data !== null && <Catalog catalog={pipeline.data.catalog} />}
        <Audit />
      </div>
    </div>
  );
}

function Verdict(props: { readonly stages: readonly Stage[] }): JSX.Element | null {
  if (props.stages.length === 0) {
    return null;
  }
  const troubles = props.stages.filter((stage) => stage.trouble !== null).length;
  const losing = props.stages.filter((stage) => unwanted(stage) > 0);
  if (troubles > 0) {
    return <p class="verdict bad" role="status">{`${troubles === 1 ? "One stage is" : `${troubles} stages are`} in trouble now`}</p>;
  }
  if (losing.length > 0) {
    return <p class="verdict warn" role="status">{`Losses at: ${losing.map((stage) => stage.title).join(", ")}`}</p>;
  }
  return (
    <p class="verdict good" role="status">
      Nothing was lost
    </p>
  );
}

interface StageProps {
  readonly stage: Stage;
  readonly before: Stage | undefined;
  readonly elapsedMs: number;
}

function StageView(props: StageProps): JSX.Element {
  const { stage, before, elapsedMs } = props;
  const rate = before === undefined || elapsedMs === 0 ? 0 : ((stage.entered - before.entered) * MILLISECONDS_PER_SECOND) / elapsedMs;
  return (
    <li class={stage.trouble === null ? "stage" : "stage troubled"}>
      <h2>{stage.title}</h2>
      <p class="figure" title={`${whole(stage.entered)} ${stage.unit}`}>
        {compact(stage.entered)} {stage.unit !== stage.title.toLowerCase() && <small>{stage.unit}</small>}
        {rate > 0 && <small class="speed">{`${compact(rate)}/s`}</small>}
      </p>
      <Bar stage={stage} />
      <p class="quiet">{stage.about}</p>
      {stage.trouble !== null && (
        <p class="bad" role="alert">
          {stage.trouble}
        </p>
      )}
      <ul class="losses">
        <li class="passed">
          <span>{stage.isEnd ? "delivered" : "went on"}</span>
          <b>{whole(stage.passed)}</b>
        </li>
        {stage.waiting > 0 && (
          <li>
            <span>waiting</span>
            <b>{whole(stage.waiting)}</b>
          </li>
        )}
        {stage.losses.map((loss) => (
          <LossLine key={loss.reason} loss={loss} entered={stage.entered} />
        ))}
      </ul>
    </li>
  );
}

function LossLine(props: { readonly loss: Loss; readonly entered: number }): JSX.Element {
  const { loss, entered } = props;
  return (
    <li class={loss.isWanted ? "wanted" : "lost"}>
      <span>{words(loss.reason)}</span>
      <b title={share(loss.count, entered)}>{whole(loss.count)}</b>
    </li>
  );
}

/** How what came in is divided; a loss is never thinner than can be seen. */
function Bar(props: { readonly stage: Stage }): JSX.Element {
  const { stage } = props;
  const wanted = stage.losses.filter((loss) => loss.isWanted).reduce((all, loss) => all + loss.count, 0);
  const parts: [string, number][] = [
    ["passed", stage.passed],
    ["waiting", stage.waiting],
    ["wanted", wanted],
    ["lost", unwanted(stage)],
  ];
  return (
    <div class="bar" aria-hidden="true">
      {parts.map(([name, count]) => count > 0 && <span key={name} class={name} style={{ flexGrow: count }} />)}
    </div>
  );
}

function Queue(props: { readonly pipeline: Pipeline }): JSX.Element {
  const { queue, destinations } = props.pipeline;
  return (
    <section class="queue" aria-label="Queue">
      <h2>Queue</h2>
      <dl class="facts">
        <div>
          <dt>Kept</dt>
          <dd>{queue.durable ? "on the disk" : "in memory only: lost when the agent ends"}</dd>
        </div>
        <div>
          <dt>File</dt>
          <dd>{bytes(queue.file_bytes)}</dd>
        </div>
        <div>
          <dt>Memory</dt>
          <dd>{`${bytes(queue.memory_bytes)} of ${bytes(queue.memory_limit_bytes)}`}</dd>
        </div>
        {destinations.map((target) => (
          <div key={target.name}>
            <dt>{target.name}</dt>
            <dd>
              {`${whole(target.waiting)} spans wait, ${bytes(target.waiting_bytes)} of ${bytes(target.limit_bytes)}`}
              {target.waiting > 0 && `, the oldest for ${target.oldest_age_seconds} s`}
              {(target.retries ?? 0) > 0 && `, ${whole(target.retries ?? 0)} retries`}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Catalog(props: { readonly catalog: CatalogState | null }): JSX.Element {
  const { catalog } = props;
  return (
    <section class="queue" aria-label="Catalog">
      <h2>Catalog</h2>
      {catalog === null ? (
        <p class="quiet">
          This agent keeps none: it was started with <code>--catalog off</code>.
        </p>
      ) : (
        <>
          {catalog.trouble !== null && (
            <p class="bad" role="alert">
              {catalog.trouble}
            </p>
          )}
          <p>
            {`${counted(catalog.observed, "call")} counted, ${counted(catalog.ignored, "span")} that are no calls, ${whole(catalog.waiting)} waiting`}
            {catalog.missed > 0 && <b class="warn">{`, ${whole(catalog.missed)} gone from the store before they were counted`}</b>}
          </p>
        </>
      )}
    </section>
  );
}

/** What the picture does not show: Pods whose sidecars are silent, or more of them than one answer has. */
function Known(props: { readonly sidecars: Sidecars }): JSX.Element | null {
  const { pods, total } = props.sidecars;
  if (pods.length === 0) {
    return (
      <p class="lead">
        No sidecar has reported in the last quarter of an hour, so the picture begins at the agent. <a href="#pods">Pods</a> says which should.
      </p>
    );
  }
  return pods.length < total ? (
    <p class="lead warn">{`What is before the agent is the sum of the first ${whole(pods.length)} of ${whole(total)} Pods whose sidecars report.`}</p>
  ) : null;
}
