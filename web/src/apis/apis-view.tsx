import type { JSX } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import { getEndpoints, getServices } from "../api/catalog.ts";
import type { EndpointRow, Page, Services } from "../api/catalog-types.ts";
import { useParameters } from "../frame/parameters.ts";
import { useChanges } from "../shared/changes.tsx";
import { counted, whole } from "../shared/format.ts";
import { useListKeys } from "../shared/list-keys.ts";
import { useMedia } from "../shared/media.ts";
import { type Pages, usePages } from "../shared/pages.ts";
import { type Polled, usePolled } from "../shared/poll.ts";
import { EndpointDetail } from "./endpoint-detail.tsx";
import { EndpointList } from "./endpoint-list.tsx";
import { Foot } from "./foot.tsx";
import { RulesPanel } from "./rules-panel.tsx";
import { ServiceList } from "./services.tsx";
import { FILTERS, Toolbar } from "./toolbar.tsx";

/** Below this width services are chosen in the toolbar. */
const NO_SERVICES = "(max-width: 1100px)";

/** What is called, by whom, how often and how well. */
export function ApisView(): JSX.Element {
  const [get, set] = useParameters("apis");
  const services = usePolled(getServices);
  const input = useRef<HTMLInputElement>(null);
  const hasServices = !useMedia(NO_SERVICES);
  const found = JSON.stringify(Object.fromEntries(FILTERS.map((name) => [name, get(name)])));
  const pages = useFound(found);
  const open = get("endpoint");
  const show = useCallback((id: string | null, isStep: boolean) => set({ endpoint: id, rules: null }, isStep), [set]);
  const at = useListKeys({ noun: "endpoint", rows: pages.rows.map((row) => row.id), open, onOpen: show, search: input });
  const changes = useChanges(pages.again);
  const isOpen = open !== "" || get("rules") !== "";
  return (
    <div class="apis">
      <Toolbar
        get={get}
        set={set}
        input={input}
        services={hasServices ? [] : (services.data?.services ?? [])}
        hasDrift={services.data?.services.some((service) => service.drift !== undefined) ?? false}
      />
      {changes.line}
      <Troubles services={services} pages={pages} />
      <div class={`split${isOpen ? " open" : ""}${hasServices ? " faceted" : ""}`}>
        {hasServices && (
          <ServiceList
            services={services.data?.services ?? []}
            chosen={get("service")}
            onService={(service) => set({ service, endpoint: null }, true)}
          />
        )}
        <div class="list-side">
          <EndpointList
            rows={pages.rows}
            selected={at}
            foot={<Foot pages={pages} isFiltered={FILTERS.some((name) => name !== "sort" && get(name) !== "")} />}
            onOpen={(row) => show(row.id, true)}
            onNearEnd={pages.more}
          />
        </div>
        {open !== "" && <EndpointDetail key={open} id={open} changes={changes} onClose={() => show(null, true)} />}
        {open === "" && isOpen && <RulesPanel service={get("service")} changes={changes} onClose={() => set({ rules: null }, true)} />}
      </div>
    </div>
  );
}

/** The endpoints that the parameters find. */
function useFound(found: string): Pages<EndpointRow, Page<EndpointRow>> {
  const read = useMemo(() => {
    const parameters = JSON.parse(found) as Record<string, string>;
    return (cursor: string | null, signal: AbortSignal): Promise<Page<EndpointRow>> =>
      getEndpoints({ ...parameters, sort: parameters["sort"] || "calls" }, cursor, signal);
  }, [found]);
  return usePages(read);
}

function Troubles(props: { readonly services: Polled<Services>; readonly pages: Pages<EndpointRow, Page<EndpointRow>> }): JSX.Element {
  const { data, error } = props.services;
  const lines: string[] = [];
  if (error !== null && props.pages.error === null) {
    lines.push(`Services cannot be read: ${error.message}`);
  }
  if (props.pages.error !== null && props.pages.rows.length > 0) {
    lines.push(`This is what was known before: ${props.pages.error.message}`);
  }
  if (data?.capped === true) {
    const refused = data.refused_calls > 0 ? `; ${counted(data.refused_calls, "call")} of further services are not in it` : "";
    lines.push(`The catalog is full: it holds ${whole(data.services.length)} services${refused}.`);
  }
  return (
    <div class="troubles" role="status">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
