import type { JSX } from "preact";
import type { Ledger } from "../api/types.ts";
import { addTerm } from "../filter/edit.ts";
import { writeRoute } from "../frame/route.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { bytes, clock, counted, share, whole, words } from "../shared/format.ts";
import { titleOf, toneOf } from "./columns.tsx";
import { isOf, type Pod, restartCommand, shouldOf, tlsOf } from "./join.ts";

const LOSS = /drop|lost|gap|invalid|malformed|rejected/u;

/** What is known of one Pod: why it stands as it does, its containers, and the ledgers of its sidecars. */
export function PodDetail(props: { readonly pod: Pod; readonly onClose: () => void }): JSX.Element {
  const { pod } = props;
  const filter = addTerm(
    pod.namespace === "" ? "" : addTerm("", "namespace", pod.namespace),
    pod.owner === null && pod.service === pod.name ? "service" : "pod",
    pod.name,
  );
  return (
    <aside class="inspector" aria-label="Pod">
      <header>
        <h2>
          <span class={`tag ${toneOf(pod.state)}`}>{titleOf(pod.state)}</span> <span class="path">{pod.name}</span>
        </h2>
        <button type="button" class="icon" aria-label="Close" title="Close (Esc)" onClick={props.onClose}>
          ×
        </button>
      </header>
      <div class="inspected">
        <p class="why">{pod.why}</p>
        {pod.state === "restart_needed" && <Restart pod={pod} />}
        <p class="actions">
          <a class="button" href={writeRoute("live", { filter })}>
            Its calls
          </a>
          {pod.service !== null && (
            <a class="button" href={writeRoute("apis", { service: pod.service })}>
              Its service's endpoints
            </a>
          )}
        </p>
        <dl class="facts">{factsOf(pod).map(([label, text]) => text !== "" && <Fact key={label} label={label} text={text} />)}</dl>
        {pod.containers.length > 0 && <Containers pod={pod} />}
        <LedgerView title="mirror" ledger={pod.mirror} />
        <LedgerView title="tme" ledger={pod.tme} />
      </div>
    </aside>
  );
}

function Restart(props: { readonly pod: Pod }): JSX.Element | null {
  const command = restartCommand(props.pod);
  return command === null ? null : (
    <div class="command">
      <code>{command}</code>
      <CopyButton label="copy" text={() => command} />
    </div>
  );
}

function factsOf(pod: Pod): [string, string][] {
  return [
    ["Should be mirrored", shouldOf(pod)],
    ["Is mirrored", isOf(pod)],
    ["Namespace", pod.namespace],
    ["Service", pod.service ?? ""],
    ["Owner", pod.owner === null ? "" : `${pod.owner.kind} ${pod.owner.name}`],
    ["Node", pod.node ?? ""],
    ["Last span", pod.lastSpan ?? ""],
    ["Last report", pod.heard ?? ""],
    ["TLS", pod.mirror === null ? "" : `${share(...tlsOf(pod))} of ${bytes(tlsOf(pod)[1])}`],
  ];
}

function Fact(props: { readonly label: string; readonly text: string }): JSX.Element {
  return (
    <div>
      <dt>{props.label}</dt>
      <dd>{props.text}</dd>
    </div>
  );
}

function Containers(props: { readonly pod: Pod }): JSX.Element {
  return (
    <section class="message" aria-label="Containers">
      <h3>Containers</h3>
      <dl class="pairs">
        {props.pod.containers.map((container) => (
          <div key={container.name}>
            <dt>{container.name}</dt>
            <dd class={container.ready ? "good" : "bad"}>
              {[
                container.ready ? "ready" : "not ready",
                container.waiting ?? "",
                container.restarts > 0 ? counted(container.restarts, "restart") : "",
              ]
                .filter((part) => part !== "")
                .join(", ")}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function LedgerView(props: { readonly title: string; readonly ledger: Ledger | null }): JSX.Element | null {
  const { title, ledger } = props;
  if (ledger === null) {
    return null;
  }
  const counts = Object.entries(ledger.counters).filter(([, count]) => count > 0);
  return (
    <section class="message" aria-label={title}>
      <h3>
        {title}
        <small>{`as of ${clock(ledger.time)}`}</small>
      </h3>
      {!ledger.balanced && <p class="bad">Its ledger does not add up: please report it.</p>}
      {ledger.detail !== "full" && <p class="warn">{`A budget is used up: spans come ${words(ledger.detail)}.`}</p>}
      <details>
        <summary>{`Counters (${counts.length})`}</summary>
        <dl class="pairs">
          {counts.map(([name, count]) => (
            <div key={name}>
              <dt>{words(name)}</dt>
              <dd class={LOSS.test(name) ? "warn" : ""}>{whole(count)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}
