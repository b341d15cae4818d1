import process from "node:process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { firstPaint, weightOf } from "../kit/measures.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

/** What the page may weigh as it is sent, by docs/web.md. */
const MAX_BYTES = 150 * 1024;

const BURSTS = 50;
const CALLS_OF_BURST = 100;

describe.skipIf(!HAS_BROWSER)("the page's weight and patience", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it("All of the page together is within its weight", async () => {
    const sum = await weightOf(agent, "gzip");
    process.stdout.write(`page: ${sum} bytes with gzip\n`);
    expect(sum).toBeLessThanOrEqual(MAX_BYTES);
  });

  it("The first paint is told, and only what is told is shown", async () => {
    const { page } = await browser.open(`${agent.web}#live`);
    const paint = await firstPaint(page);
    expect(paint).toBeGreaterThan(0);
    process.stdout.write(`page: first contentful paint after ${Math.round(paint)} ms\n`);
    await page.close();
  });

  it("Thousands of calls come in, and the page still answers, with few elements and the newest on top", async () => {
    const { page, complaints } = await browser.open(`${agent.web}#live`);
    await page.locator(".state.live").waitFor();
    await page.evaluate(() => {
      const frames = window as unknown as { frames_: number; longest_: number };
      frames.frames_ = 0;
      frames.longest_ = 0;
      let last = performance.now();
      const next = (now: number): void => {
        frames.longest_ = Math.max(frames.longest_, now - last);
        frames.frames_++;
        last = now;
        requestAnimationFrame(next);
      };
      requestAnimationFrame(next);
    });
    const start = performance.now();
    for (let burst = 0; burst < BURSTS; burst++) {
      await agent.send("traces", traces(sampleCalls(CALLS_OF_BURST)));
    }
    await agent.send("traces", traces([{ path: "/last" }]));
    const sent = performance.now();
    await page.getByText("/last").waitFor();
    const latency = Math.round(performance.now() - sent);
    const seconds = (performance.now() - start) / 1000;
    const { frames, longest } = await page.evaluate(() => {
      const seen = window as unknown as { frames_: number; longest_: number };
      return { frames: seen.frames_, longest: seen.longest_ };
    });
    const rate = Math.round((BURSTS * CALLS_OF_BURST) / seconds);
    process.stdout.write(
      `page: ${rate} calls/s, ${Math.round(frames / seconds)} frames/s, longest ${Math.round(longest)} ms, last row after ${latency} ms\n`,
    );
    expect(await page.locator(".list-rows .row").count()).toBeLessThan(100);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
