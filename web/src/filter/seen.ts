import type { Row } from "../api/row.ts";
import { FIELDS } from "./fields.ts";

/** Values kept of one field: paths with ids in them never end. */
export const MAX_VALUES_PER_FIELD = 200;

/** The values that rows had, by field, those seen last first; for completion. */
export class SeenValues {
  readonly #values = new Map<string, Set<string>>();

  /** Takes a row's values. */
  add(row: Row): void {
    for (const [name, field] of Object.entries(FIELDS)) {
      const value = field.of?.(row) ?? null;
      if (value !== null && value !== "") {
        this.#put(name, value);
      }
    }
  }

  /** The values of a field. */
  of(name: string): string[] {
    return [...(this.#values.get(name) ?? [])].reverse();
  }

  #put(name: string, value: string): void {
    const values = this.#values.get(name) ?? new Set<string>();
    this.#values.set(name, values);
    values.delete(value);
    values.add(value);
    const [oldest] = values;
    if (values.size > MAX_VALUES_PER_FIELD && oldest !== undefined) {
      values.delete(oldest);
    }
  }
}
