import type { Schema } from "../api/schema.ts";

/** Arrays in arrays that a type names; deeper ones are in the tree. */
const MAX_NAMED = 4;

/** The type of a schema in words: "string", "array of integer", "map of object", "integer or string". */
export function typeOf(schema: Schema, depth = 0): string {
  const names = schema.types.map((type) => {
    if (type === "array" && schema.items !== null && depth < MAX_NAMED) {
      return `array of ${typeOf(schema.items, depth + 1)}`;
    }
    return type === "object" && schema.additional_properties !== null && schema.properties.length === 0 && depth < MAX_NAMED
      ? `map of ${typeOf(schema.additional_properties, depth + 1)}`
      : type;
  });
  return names.length === 0 ? "null" : names.join(" or ");
}

/** The least and the greatest number, in words; nothing for what is no number. */
export function limitsOf(schema: Schema): string[] {
  const { minimum, maximum } = schema;
  if (minimum === null || maximum === null) {
    return [];
  }
  return [minimum === maximum ? `always ${minimum}` : `${minimum} to ${maximum}`];
}
