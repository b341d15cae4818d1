import { describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { MAX_ROWS, Rows } from "../../src/live/rows.ts";

const ALL = (): boolean => true;

function row(id: number): Row {
  const names = { service: null, namespace: null, pod: null, name: null, method: null, path: null, host: null, direction: "ingress" };
  return { id, time: "", duration_ns: 1, status: 200, anomalies: [], trace_id: "", span_id: "", ...names };
}

function ids(rows: Rows): number[] {
  return rows.shown.map((each) => each.id);
}

describe("the rows of the list", () => {
  it("The newest is first, and each is there once", () => {
    const rows = new Rows();
    rows.addLive([row(3), row(4)], ALL);
    rows.addOlder([row(3), row(2)], ALL);
    rows.addLive([row(4), row(5)], ALL);
    expect(ids(rows)).toEqual([5, 4, 3, 2]);
  });

  it("Only rows that pass are there", () => {
    const rows = new Rows();
    rows.addLive([row(1), row(2)], (each) => each.id === 2);
    expect(rows.addOlder([row(0), row(-2)], (each) => each.id < 0)).toBe(1);
    expect(ids(rows)).toEqual([2, -2]);
  });

  it("While it is held nothing moves, and what came is shown when it is let go", () => {
    const rows = new Rows();
    rows.addLive([row(1)], ALL);
    const { shown } = rows;
    rows.held = true;
    rows.addLive([row(2), row(3)], ALL);
    expect(rows.shown).toBe(shown);
    expect(rows.waiting).toBe(2);
    rows.release();
    expect(ids(rows)).toEqual([3, 2, 1]);
    expect(rows.waiting).toBe(0);
  });

  it("It never holds more than its bound, shown or waiting", () => {
    const rows = new Rows();
    rows.addLive(
      Array.from({ length: MAX_ROWS + 10 }, (_, id) => row(id)),
      ALL,
    );
    expect(rows.shown).toHaveLength(MAX_ROWS);
    expect(rows.cut).toBe(true);
    rows.held = true;
    rows.addLive(
      Array.from({ length: MAX_ROWS + 10 }, (_, id) => row(MAX_ROWS * 2 + id)),
      ALL,
    );
    expect(rows.waiting).toBe(MAX_ROWS);
    expect(rows.addOlder([row(-1)], ALL)).toBe(0);
  });
});
