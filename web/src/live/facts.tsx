import type { JSX } from "preact";
import type { Exchange } from "../api/types.ts";
import { textOf } from "../export/curl.ts";
import { ANOMALIES } from "../filter/anomalies.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { duration, words } from "../shared/format.ts";
import type { AddTerm } from "./call-row.tsx";

interface Fact {
  readonly label: string;
  readonly text: string | null;
  /** The field of the filter that finds calls like it. */
  readonly field?: string;
  readonly isCopied?: boolean;
}

/** What a call is about: who, when, how long, and what was not clean. */
export function Facts(props: { readonly call: Exchange; readonly onAdd: AddTerm }): JSX.Element {
  const { call, onAdd } = props;
  return (
    <section aria-label="Summary">
      {call.anomalies.length > 0 && (
        <ul class="anomalies" aria-label="Anomalies">
          {call.anomalies.map((name) => (
            <li key={name}>
              <strong>{words(name)}</strong>
              <span>{ANOMALIES[name] ?? ""}</span>
              <Filters field="anomaly" value={name} onAdd={onAdd} />
            </li>
          ))}
        </ul>
      )}
      <dl class="facts">
        {factsOf(call)
          .filter((fact) => fact.text !== null && fact.text !== "")
          .map((fact) => (
            <FactLine key={fact.label} fact={fact} onAdd={onAdd} />
          ))}
      </dl>
    </section>
  );
}

function FactLine(props: { readonly fact: Fact; readonly onAdd: AddTerm }): JSX.Element {
  const { label, text, field, isCopied } = props.fact;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span>{text}</span>
        {field !== undefined && <Filters field={field} value={text ?? ""} onAdd={props.onAdd} />}
        {isCopied === true && <CopyButton label="copy" title={`Copy the ${label.toLowerCase()}`} text={() => text ?? ""} />}
      </dd>
    </div>
  );
}

/** Two buttons: only calls with this value, or without it. */
function Filters(props: { readonly field: string; readonly value: string; readonly onAdd: AddTerm }): JSX.Element {
  const { field, value, onAdd } = props;
  return (
    <span class="filters">
      <button
        type="button"
        class="add"
        aria-label={`Only ${field} ${value}`}
        title={`Only ${field}:${value}`}
        onClick={() => onAdd(field, value, false)}
      >
        +
      </button>
      <button
        type="button"
        class="add"
        aria-label={`Without ${field} ${value}`}
        title={`Without ${field}:${value}`}
        onClick={() => onAdd(field, value, true)}
      >
        −
      </button>
    </span>
  );
}

function factsOf(call: Exchange): Fact[] {
  const text = (key: string): string => textOf(call.attributes, key);
  const end = (side: string): string => [text(`${side}.address`), text(`${side}.port`)].filter((part) => part !== "").join(" : ");
  return [
    { label: "Service", text: call.service, field: "service" },
    { label: "Namespace", text: call.namespace, field: "namespace" },
    { label: "Pod", text: call.pod, field: "pod" },
    { label: "Direction", text: call.direction, field: "direction" },
    { label: "Method", text: call.method, field: "method" },
    { label: "Host", text: call.host, field: "host" },
    { label: "Path", text: call.path, field: "path" },
    { label: "Query", text: text("url.query") },
    { label: "Status", text: call.status === null ? "none" : String(call.status), field: "status" },
    { label: "Began", text: call.time },
    { label: "Took", text: duration(call.duration_ns) },
    { label: "Protocol", text: `HTTP/${text("network.protocol.version") || "?"}` },
    { label: "Peer", text: end("network.peer") },
    { label: "Pod's end", text: end("network.local") },
    { label: "Trace id", text: call.trace_id, field: "trace", isCopied: true },
    { label: "Span id", text: call.span_id, isCopied: true },
    { label: "Parent span id", text: call.parent_span_id, isCopied: true },
    {
      label: "Span",
      text: [call.kind, call.name ?? "", call.span_status === "unset" ? "" : call.span_status].filter((part) => part !== "").join(" · "),
    },
    { label: "Span status", text: call.span_status_message },
  ];
}
