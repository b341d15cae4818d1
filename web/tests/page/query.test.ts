import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../src/api/row.ts";
import { EVERYTHING, parseFilter } from "../../src/filter/filter.ts";
import { toQuery } from "../../src/filter/query.ts";
import { Agent } from "../kit/agent.ts";
import { SHOP, traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const COUNT = 200;

const TERMS = [
  "orders",
  "API",
  '"a b"',
  "-healthz",
  "path:/api/orders",
  "path:/api/*",
  "path:/api/*/items",
  "path:*",
  'path:"/api/*"',
  "-path:/healthz",
  "method:get",
  "method:GET,POST",
  "status:200",
  "status:4XX",
  "status:none",
  "status>=500",
  "status<300",
  "status!=200",
  "duration>=28400us",
  "duration>28.4ms",
  "duration<1s",
  "anomaly:any",
  "anomaly:none",
  "anomaly:connection_reset",
  "direction:ingress",
  "service:shop",
  "service:other",
  `pod:${SHOP.pod}`,
  "pod:shop-*",
  "namespace:shop",
  "since:1h",
  "until:1h",
  "since:2026-01-31T12:00:00Z",
  "until:2026-01-31T12:00:00.5+01:00",
];

describe("what is asked of the API for a filter", () => {
  let agent: Agent;
  let all: readonly Row[];

  beforeAll(async () => {
    agent = await Agent.start();
    await agent.send("traces", traces(sampleCalls(COUNT)));
    await agent.send("traces", traces([{ path: "/a b/c" }], { service: "other", namespace: "other", pod: "other-1" }));
    await agent.stored(COUNT + 1);
    all = await ask(new Map());
  });

  afterAll(() => agent.stop());

  async function ask(parameters: ReadonlyMap<string, string>): Promise<readonly Row[]> {
    const query = new URLSearchParams([...parameters, ["limit", "1000"]]);
    const answer = await fetch(`${agent.web}api/v1/exchanges?${query}`);
    const body = (await answer.json()) as { exchanges?: Row[]; detail?: string };
    if (!answer.ok) {
      throw new Error(`${query}: ${body.detail}`);
    }
    return body.exchanges ?? [];
  }

  /** The filters of which the page, asking the API, would show anything else than they say. */
  async function wrong(filters: readonly string[]): Promise<string[]> {
    const found: string[] = [];
    for (const text of filters) {
      const { filter } = parseFilter(text, Date.now());
      const { parameters, exact } = toQuery(filter ?? EVERYTHING);
      const asked = await ask(parameters);
      const wanted = filter === null ? [] : all.filter(filter.test);
      const shown = filter === null ? asked : asked.filter(filter.test);
      const isSame = JSON.stringify(shown) === JSON.stringify(wanted);
      if (!isSame || (exact && asked.length !== wanted.length)) {
        found.push(text);
      }
    }
    return found;
  }

  it("The API lets through all that the filter does, and nothing else where it says so", async () => {
    expect(all).toHaveLength(COUNT + 1);
    expect(await wrong(TERMS)).toEqual([]);
  });

  it("The same holds for two terms together", async () => {
    const pairs = TERMS.flatMap((term, index) => [7, 11].map((step) => `${term} ${TERMS[(index * step + 3) % TERMS.length]}`));
    expect(await wrong(pairs)).toEqual([]);
  });
});
