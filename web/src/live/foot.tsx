import type { JSX } from "preact";
import { asHost } from "../filter/edit.ts";
import { go, writeRoute } from "../frame/route.ts";
import { whole } from "../shared/format.ts";
import { HowToBegin, Notice } from "../shared/notice.tsx";
import type { LiveModel } from "./model.ts";
import { MAX_ROWS } from "./rows.ts";

/** What stands below the last row: that there is more, or that there is nothing, and then what to do. */
export function Foot(props: { readonly model: LiveModel; readonly filter: string }): JSX.Element | null {
  const { model, filter } = props;
  const isEmpty = model.rows.shown.length === 0;
  if (model.error !== null) {
    return (
      <Notice title="The calls cannot be read" isBad={true}>
        <p>{model.error}</p>
        <button type="button" onClick={() => model.reload()}>
          Try again
        </button>
      </Notice>
    );
  }
  if (model.loading) {
    return <p class="foot">Loading</p>;
  }
  if (isEmpty && filter !== "") {
    return <NoMatch filter={filter} />;
  }
  if (isEmpty) {
    return <NoCalls />;
  }
  return <p class="foot">{endOf(model)}</p>;
}

function endOf(model: LiveModel): JSX.Element {
  if (model.rows.cut || model.rows.shown.length >= MAX_ROWS) {
    return <>{`These are the newest ${whole(MAX_ROWS)}; until: in the filter leads to older ones.`}</>;
  }
  if (model.hasOlder) {
    return <Further model={model} />;
  }
  return <>{`${whole(model.rows.shown.length)} calls; the store has no older ones.`}</>;
}

function Further(props: { readonly model: LiveModel }): JSX.Element {
  const { model } = props;
  return (
    <button type="button" onClick={() => model.loadOlder()}>
      Older calls
    </button>
  );
}

function NoMatch(props: { readonly filter: string }): JSX.Element {
  const hosts = asHost(props.filter);
  return (
    <Notice title="No call matches">
      <p>Every call of the store was looked at.</p>
      {hosts !== null && (
        <p>
          A service is one whose Pods are mirrored. Calls to others are those of a host: <a href={writeRoute("live", { filter: hosts })}>{hosts}</a>
        </p>
      )}
      <p class="actions">
        <button type="button" onClick={() => go(writeRoute("live", {}), true)}>
          Clear the filter
        </button>
      </p>
    </Notice>
  );
}

function NoCalls(): JSX.Element {
  return (
    <Notice title="No calls yet">
      <p>Calls come from the sidecars of Pods. Ask for them in a namespace, and start its Pods anew:</p>
      <HowToBegin />
      <p>
        <a href="#pods">Pods</a> says how each of them stands, and <a href="#health">Health</a> where calls get lost.
      </p>
    </Notice>
  );
}
