import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getExchange } from "../api/client.ts";
import type { ApiError } from "../api/http.ts";
import type { Exchange } from "../api/types.ts";
import { toCurl } from "../export/curl.ts";
import { toHar } from "../export/har.ts";
import { saveJson } from "../export/save.ts";
import { writeRoute } from "../frame/route.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { Notice } from "../shared/notice.tsx";
import type { AddTerm } from "./call-row.tsx";
import { toneOf } from "./call-row.tsx";
import { Facts } from "./facts.tsx";
import { Attributes, MessageView } from "./message-view.tsx";

interface Props {
  readonly id: number;
  readonly onClose: () => void;
  readonly onAdd: AddTerm;
  /** Tells the view which call there is, for its keys. */
  readonly onLoaded: (call: Exchange | null) => void;
}

/** The whole of one call, beside the list. */
export function Inspector(props: Props): JSX.Element {
  const [call, error] = useCall(props.id, props.onLoaded);
  return (
    <aside class="inspector" aria-label="Call">
      <header>
        <h2>{call === null ? "Call" : <Title call={call} />}</h2>
        <button type="button" class="icon" aria-label="Close" title="Close (Esc)" onClick={props.onClose}>
          ×
        </button>
      </header>
      {call !== null && <Whole call={call} onAdd={props.onAdd} />}
      {call === null && error === null && <Notice title="Loading" />}
      {error !== null && (
        <Notice title="This call cannot be shown" isBad={true}>
          <p>{error}</p>
          <p>The store keeps recent calls only; older ones make room for new ones.</p>
        </Notice>
      )}
    </aside>
  );
}

function useCall(id: number, onLoaded: (call: Exchange | null) => void): [Exchange | null, string | null] {
  const [state, setState] = useState<[Exchange | null, string | null]>([null, null]);
  useEffect(() => {
    const ending = new AbortController();
    setState([null, null]);
    const load = async (): Promise<void> => {
      try {
        const call = await getExchange(id, ending.signal);
        setState([call, null]);
        onLoaded(call);
      } catch (fault) {
        if (!ending.signal.aborted) {
          setState([null, (fault as ApiError).message]);
        }
      }
    };
    void load();
    return () => {
      ending.abort();
      onLoaded(null);
    };
  }, [id, onLoaded]);
  return state;
}

function Title(props: { readonly call: Exchange }): JSX.Element {
  const { call } = props;
  return (
    <>
      <span class="method">{call.method ?? call.name}</span> <span class="path">{call.path}</span>{" "}
      <span class={`status ${toneOf(call.status)}`}>{call.status ?? "no response"}</span>
    </>
  );
}

function Whole(props: { readonly call: Exchange; readonly onAdd: AddTerm }): JSX.Element {
  const { call } = props;
  return (
    <div class="inspected">
      <div class="actions">
        <CopyButton label="Copy as cURL" title="Copy as cURL (c)" text={() => toCurl(call)} />
        <button type="button" onClick={() => saveJson(`call-${call.id}.har`, toHar(call))}>
          Download HAR
        </button>
        <button type="button" onClick={() => saveJson(`call-${call.id}.json`, call)}>
          Download JSON
        </button>
        {call.service !== null && call.direction !== "egress" && (
          <a class="button" href={writeRoute("apis", { service: call.service, method: call.method })}>
            Its service's endpoints
          </a>
        )}
      </div>
      <Facts call={call} onAdd={props.onAdd} />
      <MessageView title="Request" message={call.request} missing="The request was not seen." />
      <MessageView title="Response" message={call.response} missing="There was no response, or it was not seen." />
      <Attributes title="Span attributes" attributes={call.attributes} />
      <Attributes title="Resource" attributes={call.resource} />
    </div>
  );
}
