import type { JSX } from "preact";
import type { BodyShape } from "../api/catalog-types.ts";
import { toneOf } from "../live/call-row.tsx";
import { counted, whole } from "../shared/format.ts";
import { SchemaTree } from "./schema-tree.tsx";

/** What requests and responses carry: a schema for each status and type. */
export function Bodies(props: { readonly bodies: readonly BodyShape[] }): JSX.Element {
  const requests = props.bodies.filter((body) => body.status === 0);
  const responses = props.bodies.filter((body) => body.status !== 0);
  return (
    <>
      {requests.map((body, index) => (
        <Shape key={`${index}`} body={body} />
      ))}
      {responses.map((body, index) => (
        <Shape key={`${index}`} body={body} />
      ))}
    </>
  );
}

function Shape(props: { readonly body: BodyShape }): JSX.Element {
  const { status, content_type: type, messages, partial, schema } = props.body;
  const title = status === 0 ? "Request" : `Response ${status}`;
  return (
    <section class="message" aria-label={`${title} ${type}`}>
      <h3>
        {status === 0 ? (
          "Request"
        ) : (
          <span>
            Response <span class={toneOf(status)}>{status}</span>
          </span>
        )}
        <small>
          {[type === "" ? "no content" : type, counted(messages, "message"), partial > 0 ? `${whole(partial)} in part` : ""]
            .filter((part) => part !== "")
            .join(", ")}
        </small>
      </h3>
      {schema === null ? type !== "" && <p class="quiet">No JSON that could be read.</p> : <SchemaTree schema={schema} />}
    </section>
  );
}
