import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, picture } from "../kit/browser.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const ROWS = ".list-rows .row";

describe.skipIf(!HAS_BROWSER)("live traffic", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(300)));
    await agent.stored(300);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it.each(LOOKS)("The list is accessible and complete at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#live`, look);
    await page.locator(ROWS).first().waitFor();
    await picture(page, "live", look);
    expect(await axe(page)).toEqual([]);
    await page.locator(ROWS).nth(1).locator(".took").click();
    await page.locator(".inspected").waitFor();
    await picture(page, "call", look);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
