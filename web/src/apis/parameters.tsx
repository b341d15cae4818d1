import type { JSX } from "preact";
import type { PathParameter, Property } from "../api/catalog-types.ts";
import { PropertyList } from "./schema-tree.tsx";

/** Different values of which the catalog says no more than that there are as many. */
const MANY = 32;

/** The parameters of the path, with some of their values. */
export function PathParameters(props: { readonly parameters: readonly PathParameter[] }): JSX.Element | null {
  return props.parameters.length === 0 ? null : (
    <section class="message" aria-label="Path parameters">
      <h3>Path</h3>
      <ul class="schema">
        {props.parameters.map((parameter, index) => (
          <li key={`${index}`}>
            <p class="field">
              <code class="name">{parameter.name === "" ? "…" : parameter.name}</code>
              <span class="type">{parameter.format === null ? parameter.type : `${parameter.type} · ${parameter.format}`}</span>
              <span class="quiet">{parameter.distinct >= MANY ? `${MANY} values or more` : `${parameter.distinct} seen`}</span>
              {parameter.samples.length > 0 && (
                <span class="examples">
                  {parameter.samples.map((sample, at) => (
                    <code key={`${at}`}>{sample}</code>
                  ))}
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Parameters of the query, or header fields. */
export function Properties(props: { readonly title: string; readonly properties: readonly Property[] }): JSX.Element | null {
  return props.properties.length === 0 ? null : (
    <section class="message" aria-label={props.title}>
      <h3>{props.title}</h3>
      <PropertyList properties={props.properties} depth={0} />
    </section>
  );
}
