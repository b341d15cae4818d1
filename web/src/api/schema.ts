import type { Property } from "./catalog-types.ts";

/** What was seen at one place of a body or parameter, in the terms of JSON Schema. */
export interface Schema {
  /** Without null; more than one is a conflict. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly seen: number;
  readonly format: string | null;
  readonly enumeration: readonly string[] | null;
  readonly example: string | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly properties: readonly Property[];
  readonly items: Schema | null;
  /** What the values of an object are whose keys are data. */
  readonly additional_properties: Schema | null;
  readonly capped: boolean;
}
