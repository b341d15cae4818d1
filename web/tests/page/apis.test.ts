import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { answer, CATALOG } from "../kit/answers.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, picture } from "../kit/browser.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

describe.skipIf(!HAS_BROWSER)("APIs", () => {
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

  it.each(LOOKS)("Endpoints and one of them are accessible at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#apis`, look, (each) => answer(each, CATALOG));
    await page.getByText("/api/orders/{orderId}").waitFor();
    await picture(page, "apis", look);
    expect(await axe(page)).toEqual([]);
    await page.getByText("/api/orders/{orderId}").click();
    await page.locator(".inspected .chart").first().waitFor();
    await page.locator(".calls li").first().waitFor();
    await picture(page, "endpoint", look);
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Query").evaluate((section) => section.scrollIntoView());
    await picture(page, "schema", look);
    await page.getByLabel("Callers").evaluate((section) => section.scrollIntoView({ block: "start" }));
    await picture(page, "endpoint-rules", look);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
