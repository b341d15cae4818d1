import type { JSX } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import { getSensitive, getServices, type SensitivePage } from "../api/catalog.ts";
import type { SensitiveKind, SensitiveRow } from "../api/catalog-types.ts";
import { type SetParameters, useParameters } from "../frame/parameters.ts";
import { useChanges } from "../shared/changes.tsx";
import { Choice } from "../shared/choice.tsx";
import { counted, whole, words } from "../shared/format.ts";
import { useListKeys } from "../shared/list-keys.ts";
import { Notice } from "../shared/notice.tsx";
import { type Pages, usePages } from "../shared/pages.ts";
import { usePolled } from "../shared/poll.ts";
import { FieldDetail } from "./field-detail.tsx";
import { FieldList, keyOf } from "./field-list.tsx";

/** Whether dismissed fields are shown: the address's word, and what the API is asked. */
const SHOWN: readonly (readonly [string, string])[] = [
  ["false", "not dismissed"],
  ["true", "dismissed"],
];

/** Where values were found that may be sensitive, and what people said of them. */
export function SensitiveView(): JSX.Element {
  const [get, set] = useParameters("sensitive");
  const services = usePolled(getServices);
  const found = { service: get("service"), kind: get("kind"), dismissed: get("dismissed") };
  const pages = useFound(JSON.stringify(found));
  const open = get("field");
  const show = useCallback((field: string | null, isStep: boolean) => set({ field }, isStep), [set]);
  const at = useListKeys({ noun: "field", rows: pages.rows.map(keyOf), open, onOpen: show, search: null });
  const changes = useChanges(pages.again);
  const opened = pages.rows.find((row) => keyOf(row) === open);
  return (
    <div class="sensitive-view">
      <div class="toolbar">
        <h1>Sensitive data</h1>
        <div class="choices">
          <Choice
            label="Service"
            any="Any service"
            value={found.service}
            options={(services.data?.services ?? []).map(({ name }) => [name, name])}
            onValue={(service) => set({ service, field: null }, true)}
          />
          <Choice
            label="Dismissed or not"
            any="Dismissed or not"
            value={found.dismissed}
            options={SHOWN}
            onValue={(dismissed) => set({ dismissed, field: null }, true)}
          />
        </div>
        <Kinds kinds={pages.first?.kinds ?? []} chosen={found.kind} set={set} />
      </div>
      {changes.line}
      {pages.error !== null && pages.rows.length > 0 && (
        <div class="troubles" role="status">
          <p>{`This is what was known before: ${pages.error.message}`}</p>
        </div>
      )}
      <div class={opened === undefined ? "split" : "split open"}>
        <div class="list-side">
          <FieldList
            rows={pages.rows}
            selected={at}
            foot={<Foot pages={pages} isFiltered={Object.values(found).some((value) => value !== "")} />}
            onOpen={(row) => show(keyOf(row), true)}
            onNearEnd={pages.more}
          />
        </div>
        {opened !== undefined && <FieldDetail field={opened} changes={changes} onClose={() => show(null, true)} />}
      </div>
    </div>
  );
}

function useFound(found: string): Pages<SensitiveRow, SensitivePage> {
  const read = useMemo(() => {
    const parameters = JSON.parse(found) as Record<string, string>;
    return (cursor: string | null, signal: AbortSignal): Promise<SensitivePage> => getSensitive(parameters, cursor, signal);
  }, [found]);
  return usePages(read);
}

function Kinds(props: { readonly kinds: readonly SensitiveKind[]; readonly chosen: string; readonly set: SetParameters }): JSX.Element {
  const { kinds, chosen, set } = props;
  return (
    <fieldset class="chips" aria-label="Only this kind">
      {kinds.map((each) => (
        <button
          key={each.kind}
          type="button"
          class="chip"
          aria-pressed={chosen === each.kind}
          title={`${counted(each.fields, "field")} of ${counted(each.endpoints, "endpoint")}, ${whole(each.matched)} values`}
          onClick={() => set({ kind: chosen === each.kind ? null : each.kind, field: null }, true)}
        >
          <b>{whole(each.fields)}</b> {words(each.kind)}
        </button>
      ))}
    </fieldset>
  );
}

function Foot(props: { readonly pages: Pages<SensitiveRow, SensitivePage>; readonly isFiltered: boolean }): JSX.Element {
  const { pages } = props;
  if (pages.rows.length > 0) {
    const all = counted(pages.total, "field");
    return <p class="foot">{pages.rows.length < pages.total ? `${whole(pages.rows.length)} of ${all}` : all}</p>;
  }
  if (pages.error !== null) {
    return (
      <Notice title="Findings cannot be read" isBad={true}>
        <p>{pages.error.message}</p>
        <button type="button" onClick={pages.again}>
          Try again
        </button>
      </Notice>
    );
  }
  if (pages.isLoading) {
    return <p class="foot">Loading</p>;
  }
  return props.isFiltered ? (
    <Notice title="No field is like that" />
  ) : (
    <Notice title="Nothing sensitive was found">
      <p>
        The sidecars look at every call and hide what looks like a card number, an email address, a key and the like; here is where they found such
        values. <a href="#apis">APIs</a> shows which endpoints they have looked at.
      </p>
    </Notice>
  );
}
