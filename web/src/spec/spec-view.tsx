import type { JSX } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import { getServices } from "../api/catalog.ts";
import type { DriftCounts, Service } from "../api/catalog-types.ts";
import { useParameters } from "../frame/parameters.ts";
import { useChanges } from "../shared/changes.tsx";
import { Choice } from "../shared/choice.tsx";
import { useListKeys } from "../shared/list-keys.ts";
import { useMedia } from "../shared/media.ts";
import { HowToBegin, Notice } from "../shared/notice.tsx";
import { usePolled } from "../shared/poll.ts";
import { DriftList } from "./drift-list.tsx";
import { ServicePanel } from "./service-panel.tsx";
import { SpecServices } from "./spec-services.tsx";

/** Below this width services are chosen in the toolbar. */
const NO_SERVICES = "(max-width: 1100px)";

/** Descriptions of services, uploaded and observed, and where traffic differs from them. */
export function SpecView(): JSX.Element {
  const [get, set] = useParameters("spec");
  const changes = useChanges(useCallback(() => undefined, []));
  const { count } = changes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change asks anew
  const read = useMemo(() => (signal: AbortSignal) => getServices(signal), [count]);
  const services = usePolled(read);
  const hasServices = !useMedia(NO_SERVICES);
  const all = services.data?.services ?? [];
  const chosen = get("service");
  const choose = useCallback((service: string | null, isStep: boolean) => set({ service, state: null }, isStep), [set]);
  useListKeys({ noun: "service", rows: all.map(({ name }) => name), open: chosen, onOpen: choose, search: null });
  return (
    <div class="spec">
      <div class="toolbar">
        <h1>Spec and drift</h1>
        {!hasServices && all.length > 0 && (
          <Choice
            label="Service"
            any="All services"
            value={chosen}
            options={all.map(({ name }) => [name, name])}
            onValue={(service) => choose(service, true)}
          />
        )}
      </div>
      {changes.line}
      {services.error !== null && services.data !== null && (
        <div class="troubles" role="status">
          <p>{`This is what was known before: ${services.error.message}`}</p>
        </div>
      )}
      {all.length === 0 ? (
        <Nothing isLoading={services.data === null && services.error === null} error={services.error?.message ?? null} />
      ) : (
        <div class={`split${hasServices ? " faceted" : ""}`}>
          {hasServices && <SpecServices services={all} chosen={chosen} onService={(service) => choose(service, true)} />}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <div class="page" tabIndex={0} role="region" aria-label="Description and drift">
            {chosen !== "" && <ServicePanel key={chosen} name={chosen} service={find(all, chosen)} changes={changes} />}
            <DriftList
              service={chosen}
              hasDescription={all.some((each) => each.description === true && (chosen === "" || each.name === chosen))}
              counts={countsOf(all.filter((each) => chosen === "" || each.name === chosen))}
              get={get}
              set={set}
              changes={changes}
            />
          </div>
        </div>
      )}
    </div>
  );
}

/** Sums over services. */
function countsOf(services: readonly Service[]): DriftCounts {
  const sum = (state: keyof DriftCounts): number => services.reduce((all, { drift }) => all + (drift?.[state] ?? 0), 0);
  return { shadow: sum("shadow"), zombie: sum("zombie"), changed: sum("changed"), orphan: sum("orphan"), documented: sum("documented") };
}

function find(services: readonly Service[], name: string): Service | null {
  return services.find((service) => service.name === name) ?? null;
}

function Nothing(props: { readonly isLoading: boolean; readonly error: string | null }): JSX.Element {
  if (props.isLoading) {
    return <Notice title="Loading" />;
  }
  if (props.error !== null) {
    return (
      <Notice title="Services cannot be read" isBad={true}>
        <p>{props.error}</p>
      </Notice>
    );
  }
  return (
    <Notice title="No services yet">
      <p>A service is here as soon as it was called. Calls come from the sidecars of Pods; ask for them in a namespace, and start its Pods anew:</p>
      <HowToBegin />
    </Notice>
  );
}
