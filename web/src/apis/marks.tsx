import type { JSX } from "preact";
import type { EndpointRow } from "../api/catalog-types.ts";
import { words } from "../shared/format.ts";
import { AUTH, DRIFT, driftTone, titleOf } from "./names.ts";

/** What is particular about an endpoint, in small: drift, sensitive data, limits, rules; with a limit of kinds only what somebody has to look at. */
export function Marks(props: { readonly endpoint: EndpointRow; readonly limit?: number }): JSX.Element {
  const { drift, sensitive, capped, declared } = props.endpoint;
  const limit = props.limit ?? sensitive.length;
  const rest = sensitive.length - limit;
  return (
    <span class="marks">
      {drift !== null && drift !== "documented" && <DriftTag state={drift} />}
      {sensitive.slice(0, limit).map((kind) => (
        <span key={kind} class="tag sensitive" title={`Values like ${words(kind)} were found in its calls`}>
          {words(kind)}
        </span>
      ))}
      {rest > 0 && (
        <span class="tag sensitive rest" title={sensitive.map(words).join(", ")}>
          {`+${rest}`}
        </span>
      )}
      {capped && (
        <span class="tag warn" title="A limit of the catalog put different paths together in it">
          capped
        </span>
      )}
      {declared && props.limit === undefined && (
        <span class="tag" title="A rule or a description says that this template is one">
          declared
        </span>
      )}
    </span>
  );
}

/** How an endpoint stands to the description of its service. */
export function DriftTag(props: { readonly state: string }): JSX.Element {
  const about = DRIFT.find(([state]) => state === props.state)?.[2];
  return (
    <span class={`tag ${driftTone(props.state)}`} title={about}>
      {titleOf(DRIFT, props.state)}
    </span>
  );
}

/** How calls are authenticated; in red where they are not. */
export function Auth(props: { readonly kinds: readonly string[] }): JSX.Element {
  return props.kinds.length === 0 ? (
    <span class="quiet">none</span>
  ) : (
    <span title={props.kinds.map((kind) => titleOf(AUTH, kind)).join(" or ")}>{props.kinds.map((kind) => titleOf(AUTH, kind)).join(", ")}</span>
  );
}
