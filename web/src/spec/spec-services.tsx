import type { JSX } from "preact";
import type { Service } from "../api/catalog-types.ts";
import { driftOf } from "../apis/services.tsx";
import { counted } from "../shared/format.ts";

interface Props {
  readonly services: readonly Service[];
  readonly chosen: string;
  readonly onService: (service: string) => void;
}

/** The services, with whether each has a description and how much differs from it. */
export function SpecServices(props: Props): JSX.Element {
  const { services, chosen } = props;
  return (
    <section class="services" aria-label="Services">
      <ul>
        <li>
          <button type="button" aria-pressed={chosen === ""} onClick={() => props.onService("")}>
            <b>All services</b>
            <span class="quiet">{`${counted(services.filter((each) => each.description === true).length, "description")}`}</span>
          </button>
        </li>
        {services.map((service) => (
          <li key={service.name}>
            <button type="button" aria-pressed={chosen === service.name} onClick={() => props.onService(chosen === service.name ? "" : service.name)}>
              <b>{service.name}</b>
              <span class="quiet">{service.description === true ? "described" : "no description"}</span>
              {service.description === true && driftOf(service) > 0 && (
                <span class="marks">
                  <span class="tag warn">{`drift ${driftOf(service)}`}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
