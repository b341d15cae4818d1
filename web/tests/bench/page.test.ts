import process from "node:process";
import { it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { Browser } from "../kit/browser.ts";
import { firstPaint, weightOf } from "../kit/measures.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";
import { tell } from "./found.ts";

const LOADS = Number(process.env["BENCH_PAGE_LOADS"] ?? "15");
const CALLS = 1000;
const SHOWN = { live: ".list-rows .row", apis: ".list-rows .row" };

/** Loads a view in a browser with a profile of its own, which has nothing of the page yet. */
async function loadCold(address: string, sign: string): Promise<{ paint: number; shown: number }> {
  const browser = await Browser.start();
  try {
    const { page } = await browser.open(address);
    await page.locator(sign).first().waitFor();
    const shown = await page.evaluate(() => performance.now());
    return { paint: await firstPaint(page), shown };
  } finally {
    await browser.stop();
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

it("The weight of the page and its first paint are told", async () => {
  const agent = await Agent.start();
  await agent.send("traces", traces(sampleCalls(CALLS)));
  await agent.stored(CALLS);
  tell({ what: "weight", gzip: await weightOf(agent, "gzip"), brotli: await weightOf(agent, "br") });
  for (const [view, sign] of Object.entries(SHOWN)) {
    const loads: { paint: number; shown: number }[] = [];
    for (let load = 0; load < LOADS; load++) {
      loads.push(await loadCold(`${agent.web}#${view}`, sign));
    }
    const paints = loads.map((load) => Math.round(load.paint));
    tell({
      what: view,
      loads: LOADS,
      paint: median(paints),
      longest: Math.max(...paints),
      shown: Math.round(median(loads.map((load) => load.shown))),
    });
  }
  await agent.stop();
});
