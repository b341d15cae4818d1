import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { parseFilter } from "../../src/filter/filter.ts";

interface Case {
  readonly filter: string;
  readonly ids?: readonly number[];
  readonly error?: { readonly message: string; readonly start: number; readonly end: number };
}

/** The table that the agent's reader is held to as well. */
const TABLE = JSON.parse(readFileSync(new URL("../../../tests/filter-cases.json", import.meta.url), "utf8")) as {
  readonly now: string;
  readonly rows: readonly Row[];
  readonly cases: readonly Case[];
};
const NOW = Date.parse(TABLE.now);

describe("the filter language of the agent and the page", () => {
  it("The table has cases of both kinds", () => {
    expect(TABLE.rows.length).toBeGreaterThan(10);
    expect(TABLE.cases.filter((each) => each.ids !== undefined).length).toBeGreaterThan(100);
    expect(TABLE.cases.filter((each) => each.error !== undefined).length).toBeGreaterThan(50);
  });

  it.each(TABLE.cases.filter((each) => each.ids !== undefined))("The filter $filter finds $ids and nothing else", ({ filter, ids }) => {
    const parsed = parseFilter(filter, NOW);
    expect(parsed.error).toBeNull();
    expect(TABLE.rows.filter((row) => parsed.filter?.test(row)).map((row) => row.id)).toEqual(ids);
  });

  it.each(TABLE.cases.filter((each) => each.error !== undefined))("Of the filter $filter it is told what is wrong and where", ({ filter, error }) => {
    const found = parseFilter(filter, NOW).error;
    expect({ message: found?.message, start: found?.start, end: found?.end }).toEqual(error);
  });
});
