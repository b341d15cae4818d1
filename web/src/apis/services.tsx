import type { JSX } from "preact";
import type { Service } from "../api/catalog-types.ts";
import { compact, counted, share, whole, words } from "../shared/format.ts";

interface Props {
  readonly services: readonly Service[];
  readonly chosen: string;
  readonly onService: (service: string) => void;
}

/** Every service, of which one may be chosen. */
export function ServiceList(props: Props): JSX.Element {
  const { services, chosen } = props;
  const endpoints = services.reduce((all, service) => all + service.endpoints, 0);
  return (
    <section class="services" aria-label="Services">
      <ul>
        <li>
          <button type="button" aria-pressed={chosen === ""} onClick={() => props.onService("")}>
            <b>All services</b>
            <span class="quiet">{counted(endpoints, "endpoint")}</span>
          </button>
        </li>
        {services.map((service) => (
          <li key={service.name}>
            <button
              type="button"
              aria-pressed={chosen === service.name}
              title={aboutOf(service)}
              onClick={() => props.onService(chosen === service.name ? "" : service.name)}
            >
              <b>{service.name}</b>
              <span class="quiet">
                {`${counted(service.endpoints, "endpoint")} · ${service.calls === 1 ? "1 call" : `${compact(service.calls)} calls`}`}
              </span>
              <Signs service={service} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Signs(props: { readonly service: Service }): JSX.Element {
  const { service } = props;
  const drifting = driftOf(service);
  return (
    <span class="marks">
      {service.failures > 0 && <span class="tag bad">{`${share(service.failures, service.calls)} fail`}</span>}
      {drifting > 0 && <span class="tag warn">{`drift ${drifting}`}</span>}
      {service.sensitive.length > 0 && (
        <span class="tag sensitive" title={service.sensitive.map(words).join(", ")}>
          {`sensitive ${service.sensitive.length}`}
        </span>
      )}
      {(service.capped || service.refused > 0) && <span class="tag warn">capped</span>}
    </span>
  );
}

/** Operations of a service that are not as its description says. */
export function driftOf(service: Service): number {
  const { drift } = service;
  return drift === undefined ? 0 : drift.shadow + drift.orphan + drift.zombie + drift.changed;
}

function aboutOf(service: Service): string {
  return [
    counted(service.calls, "call"),
    counted(service.errors, "error"),
    service.unconfirmed > 0 ? `${whole(service.unconfirmed)} to what is no endpoint` : "",
    service.refused > 0 ? `${whole(service.refused)} not looked at, as there were too many endpoints` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
