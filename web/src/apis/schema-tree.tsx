import type { JSX } from "preact";
import type { Property } from "../api/catalog-types.ts";
import type { Schema } from "../api/schema.ts";
import { share, whole } from "../shared/format.ts";
import { limitsOf, typeOf } from "./schema-text.ts";

/** Levels that are open at first: the shape is seen, and the rest is a click away. */
const OPEN_DEPTH = 2;

/** A schema as a tree: for what is not an object, one line. */
export function SchemaTree(props: { readonly schema: Schema }): JSX.Element {
  const { schema } = props;
  return (
    <div class="schema-root">
      <p class="field">
        <Traits schema={schema} />
      </p>
      <Inside schema={schema} depth={0} />
    </div>
  );
}

/** The properties of an object, or parameters. */
export function PropertyList(props: { readonly properties: readonly Property[]; readonly depth: number }): JSX.Element {
  return (
    <ul class="schema">
      {props.properties.map((property, index) => (
        <li key={`${index}`}>
          <Branch property={property} depth={props.depth} />
        </li>
      ))}
    </ul>
  );
}

function Branch(props: { readonly property: Property; readonly depth: number }): JSX.Element {
  const { property, depth } = props;
  const line = (
    <>
      <code class="name">{property.name}</code>
      {property.required ? (
        <span class="required">required</span>
      ) : (
        <span class="quiet" title={`in ${whole(property.present)} of ${whole(property.of)}`}>
          {`in ${share(property.present, property.of)}`}
        </span>
      )}
      <Traits schema={property.schema} />
    </>
  );
  return childOf(property.schema) === null ? (
    <p class="field">{line}</p>
  ) : (
    <details open={depth < OPEN_DEPTH}>
      <summary class="field">{line}</summary>
      <Inside schema={property.schema} depth={depth + 1} />
    </details>
  );
}

/** What stands below a schema: the properties of its objects, or of those that its arrays or maps hold. */
function Inside(props: { readonly schema: Schema; readonly depth: number }): JSX.Element | null {
  const { schema, depth } = props;
  const child = childOf(schema);
  if (child === null) {
    return null;
  }
  return (
    <>
      {schema.properties.length > 0 && <PropertyList properties={schema.properties} depth={depth} />}
      {schema.items !== null && <Inner schema={schema.items} label="each" depth={depth} />}
      {schema.additional_properties !== null && <Inner schema={schema.additional_properties} label="each value" depth={depth} />}
    </>
  );
}

/** What an array or a map holds, where that is more than its type, which stands in the line above. */
function Inner(props: { readonly schema: Schema; readonly label: string; readonly depth: number }): JSX.Element | null {
  const { schema, label, depth } = props;
  const isPlain = childOf(schema) === null && limitsOf(schema).length === 0 && schema.example === null && schema.enumeration === null;
  if (isPlain) {
    return null;
  }
  return schema.properties.length > 0 && schema.types.length === 1 ? (
    <PropertyList properties={schema.properties} depth={depth} />
  ) : (
    <ul class="schema">
      <li>
        <p class="field">
          <span class="quiet">{label}</span>
          <Traits schema={schema} />
        </p>
        <Inside schema={schema} depth={depth + 1} />
      </li>
    </ul>
  );
}

function childOf(schema: Schema): Schema | null {
  return schema.properties.length > 0 ? schema : (schema.items ?? schema.additional_properties);
}

/** What is known of a value in one line: its type, format, limits, values, an example. */
function Traits(props: { readonly schema: Schema }): JSX.Element {
  const { schema } = props;
  return (
    <>
      <span class={schema.types.length > 1 ? "type warn" : "type"} title={schema.types.length > 1 ? "Different types were seen here" : undefined}>
        {typeOf(schema)}
      </span>
      {schema.format !== null && <span class="tag">{schema.format}</span>}
      {schema.nullable && <span class="tag">nullable</span>}
      {schema.capped && (
        <span class="tag warn" title="A limit of the catalog kept something of it out">
          capped
        </span>
      )}
      {limitsOf(schema).map((limit) => (
        <span key={limit} class="quiet">
          {limit}
        </span>
      ))}
      <Values schema={schema} />
    </>
  );
}

function Values(props: { readonly schema: Schema }): JSX.Element | null {
  const { enumeration, example } = props.schema;
  if (enumeration !== null && enumeration.length > 0) {
    return (
      <span class="examples" title="All values that were seen">
        <span class="quiet">one of</span>
        {enumeration.map((value, index) => (
          <code key={`${index}`}>{value}</code>
        ))}
      </span>
    );
  }
  return example === null ? null : (
    <span class="examples">
      <span class="quiet">such as</span>
      <code>{example}</code>
    </span>
  );
}
