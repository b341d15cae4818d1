import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { accept, getDrift } from "../api/catalog.ts";
import type { DriftCounts, DriftItem, Page } from "../api/catalog-types.ts";
import { DriftTag } from "../apis/marks.tsx";
import { DRIFT, driftTone } from "../apis/names.ts";
import type { SetParameters } from "../frame/parameters.ts";
import { writeRoute } from "../frame/route.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes } from "../shared/changes.tsx";
import { Choice } from "../shared/choice.tsx";
import { agoOf, counted, whole } from "../shared/format.ts";
import { type Pages, usePages } from "../shared/pages.ts";

interface Props {
  readonly service: string;
  readonly hasDescription: boolean;
  /** How many operations are in each state. */
  readonly counts: DriftCounts;
  readonly get: (name: string) => string;
  readonly set: SetParameters;
  readonly changes: Changes;
}

const ACCEPTED: readonly (readonly [string, string])[] = [
  ["false", "not accepted"],
  ["true", "accepted"],
];

/** In what traffic and descriptions differ, or agree. */
export function DriftList(props: Props): JSX.Element {
  const { service, get, set, changes } = props;
  const mayChange = useMayChange();
  const found = { service, state: get("state"), accepted: get("accepted") };
  const pages = useFound(props.hasDescription ? JSON.stringify(found) : null, changes.count);
  const hasFilter = get("state") !== "" || get("accepted") !== "";
  return (
    <section class="drift" aria-label="Drift">
      <div class="drift-head">
        <h2>Drift</h2>
        <States counts={props.counts} chosen={get("state")} onState={(state) => set({ state }, true)} />
        <Choice
          label="Accepted or not"
          any="Accepted or not"
          value={get("accepted")}
          options={ACCEPTED}
          onValue={(accepted) => set({ accepted }, true)}
        />
      </div>
      {pages.error !== null && <p class="bad" role="alert">{`Drift cannot be read: ${pages.error.message}`}</p>}
      {pages.rows.length === 0 && pages.error === null && <p class="quiet">{emptyOf(pages.isLoading, props.hasDescription, hasFilter)}</p>}
      {!mayChange && service === "" && pages.rows.length > 0 && <ReadOnly />}
      <ul>
        {sorted(pages.rows).map((item) => (
          <Item key={item.id} item={item} withService={service === ""} mayChange={mayChange} changes={changes} />
        ))}
      </ul>
      {pages.rows.length < pages.total && (
        <p class="foot">
          <button type="button" onClick={pages.more}>
            {`${whole(pages.rows.length)} of ${whole(pages.total)}: show more`}
          </button>
        </p>
      )}
    </section>
  );
}

/** Those that somebody has to look at first, and in each state by path, as they come. */
function sorted(items: readonly DriftItem[]): DriftItem[] {
  const order = (item: DriftItem): number => DRIFT.findIndex(([state]) => state === item.state);
  return [...items].sort((a, b) => order(a) - order(b));
}

interface StatesProps {
  readonly counts: DriftCounts;
  readonly chosen: string;
  readonly onState: (state: string | null) => void;
}

function States(props: StatesProps): JSX.Element {
  const { counts, chosen } = props;
  return (
    <fieldset class="chips" aria-label="Only this state">
      {DRIFT.filter(([state]) => counts[state] > 0 || chosen === state).map(([state, title, about]) => (
        <button
          key={state}
          type="button"
          class={`chip ${driftTone(state)}`}
          aria-pressed={chosen === state}
          title={about}
          onClick={() => props.onState(chosen === state ? null : state)}
        >
          <b>{whole(counts[state])}</b> {title}
        </button>
      ))}
    </fieldset>
  );
}

function useFound(found: string | null, turn: number): Pages<DriftItem, Page<DriftItem>> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change asks anew
  const read = useMemo(() => {
    if (found === null) {
      return null;
    }
    const parameters = JSON.parse(found) as Record<string, string>;
    return (cursor: string | null, signal: AbortSignal): Promise<Page<DriftItem>> => getDrift(parameters, cursor, signal);
  }, [found, turn]);
  return usePages(read);
}

function emptyOf(isLoading: boolean, hasDescription: boolean, hasFilter: boolean): string {
  if (isLoading) {
    return "Loading";
  }
  if (hasFilter && hasDescription) {
    return "Nothing is like that.";
  }
  return hasDescription
    ? "Traffic is as the description says, or was not compared yet."
    : "Drift is what traffic does otherwise than a description says: choose a service and upload its description.";
}

interface ItemProps {
  readonly item: DriftItem;
  readonly withService: boolean;
  readonly mayChange: boolean;
  readonly changes: Changes;
}

function Item(props: ItemProps): JSX.Element {
  const { item, changes } = props;
  const name = `${item.method} ${item.template}`;
  const start = (): void => {
    const [yes, no] = [(): Promise<void> => accept(item.id, true), (): Promise<void> => accept(item.id, false)];
    changes.start(item.accepted ? { done: `No longer accepted: ${name}`, run: no, undo: yes } : { done: `Accepted: ${name}`, run: yes, undo: no });
  };
  return (
    <li class={item.accepted ? "accepted" : ""}>
      <DriftTag state={item.state} />
      <div class="what">
        <code>
          <b>{item.method}</b>{" "}
          {item.endpoint === null ? item.template : <a href={writeRoute("apis", { endpoint: item.endpoint })}>{item.template}</a>}
        </code>
        {props.withService && <span class="quiet">{item.service}</span>}
        {item.since !== null && <span class="quiet">{`since ${agoOf(item.since, Date.now())}`}</span>}
        {item.accepted && <span class="tag">accepted</span>}
        {item.changes.length > 0 && (
          <ul class="differences" aria-label={counted(item.changes.length, "difference")}>
            {item.changes.map((change, index) => (
              <li key={`${index}`}>
                <code>{change.where}</code> {change.what}
              </li>
            ))}
          </ul>
        )}
      </div>
      {props.mayChange && item.state !== "documented" && (
        <button type="button" aria-label={`${item.accepted ? "Take back" : "Accept"} ${item.state} ${name}`} onClick={start}>
          {item.accepted ? "Take back" : "Accept"}
        </button>
      )}
    </li>
  );
}
