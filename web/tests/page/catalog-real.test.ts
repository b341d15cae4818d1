import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent, until } from "../kit/agent.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, picture } from "../kit/browser.ts";
import { type TestCall, traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const EMAIL = { "podmirror.sensitive.kinds": ["email"], "podmirror.sensitive.keys": ["request.body.customer.email"] };

/** Calls of two services, of which one calls the other. */
const ORDERS: readonly TestCall[] = Array.from({ length: 60 }, (_, index) => ({
  path: `/api/orders/${20_000 + index}`,
  ms: 2 + index,
  status: index % 10 === 0 ? 404 : 200,
  requestHeaders: { authorization: "Bearer REDACTED" },
  responseHeaders: { "content-type": "application/json" },
  responseBody: JSON.stringify({ id: `ord-${index}`, total: index / 2, state: ["new", "paid"][index % 2] }),
  attributes: EMAIL,
}));

describe.skipIf(!HAS_BROWSER)("the catalog of a real agent", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(300)));
    await agent.send("traces", traces(ORDERS));
    await until("an endpoint of orders", async () => {
      const answer = await fetch(`${agent.web}api/v1/endpoints?q=orders`);
      return ((await answer.json()) as { total: number }).total > 0;
    });
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it.each(LOOKS)("Endpoints that traffic made are shown at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#apis`, look);
    await page.locator(".endpoint-row").getByText("/api/orders/{").first().click();
    await page.locator(".calls li").first().waitFor();
    await picture(page, "real-endpoint", look);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
