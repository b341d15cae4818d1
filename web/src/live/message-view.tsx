import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { Attribute, AttributeValue, Message } from "../api/types.ts";
import { MAX_SHOWN, prettyBody } from "../body/pretty.ts";
import { CopyButton } from "../shared/copy-button.tsx";
import { bytes } from "../shared/format.ts";

/** What the sections for messages show already. */
const SHOWN_ELSEWHERE = /^(podmirror\.)?http\.(request|response)\.(header\.|trailer\.|body\.content$)/u;

/** A request or a response: its header fields and its body. */
export function MessageView(props: { readonly title: string; readonly message: Message | null; readonly missing: string }): JSX.Element {
  const { title, message } = props;
  if (message === null) {
    return (
      <section class="message" aria-label={title}>
        <h3>{title}</h3>
        <p class="quiet">{props.missing}</p>
      </section>
    );
  }
  return (
    <section class="message" aria-label={title}>
      <h3>
        {title}
        {message.body_bytes !== null && <small>{bytes(message.body_bytes)}</small>}
      </h3>
      {message.headers.length > 0 && (
        <details open={true}>
          <summary>{`Headers (${message.headers.length})`}</summary>
          <Pairs pairs={message.headers} />
        </details>
      )}
      <Body message={message} />
    </section>
  );
}

function Body(props: { readonly message: Message }): JSX.Element | null {
  const { message } = props;
  const [isRaw, setRaw] = useState(false);
  const shown = useMemo(() => prettyBody(message), [message]);
  if (message.body === null) {
    return <p class="quiet">{message.body_bytes === null || message.body_bytes === 0 ? "No body." : "The body is not kept."}</p>;
  }
  return (
    <div class="body">
      <div class="body-head">
        <span>{`Body, ${shown.form}${shown.cut ? ", beginning only" : ""}`}</span>
        <span class="fill" />
        {shown.form !== "text" && (
          <button type="button" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
            raw
          </button>
        )}
        <CopyButton label="copy" title="Copy the body" text={() => message.body ?? ""} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <pre tabIndex={0}>
        {isRaw
          ? message.body.slice(0, MAX_SHOWN)
          : shown.tokens.map((token, index) =>
              token.kind === "plain" ? (
                token.text
              ) : (
                <span key={`${index}`} class={`token-${token.kind}`}>
                  {token.text}
                </span>
              ),
            )}
      </pre>
    </div>
  );
}

/** Attributes that no other section shows. */
export function Attributes(props: { readonly title: string; readonly attributes: readonly Attribute[] }): JSX.Element | null {
  const rest = props.attributes.filter((attribute) => !SHOWN_ELSEWHERE.test(attribute.key));
  if (rest.length === 0) {
    return null;
  }
  return (
    <section class="message" aria-label={props.title}>
      <details>
        <summary>{`${props.title} (${rest.length})`}</summary>
        <Pairs pairs={rest.map((attribute) => [attribute.key, written(attribute.value)])} />
      </details>
    </section>
  );
}

function written(value: AttributeValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Pairs(props: { readonly pairs: readonly (readonly [string, string])[] }): JSX.Element {
  return (
    <dl class="pairs">
      {props.pairs.map(([name, value], index) => (
        <div key={`${index}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
