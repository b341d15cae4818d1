import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { answer } from "../kit/answers.ts";
import { hostileAnswers, lookAtAnswers, lookAtCatalog, NOTHING, outcomeOf, sendHostileCatalog } from "../kit/attack.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { PAYLOADS } from "../kit/hostile.ts";

describe.skipIf(!HAS_BROWSER)("hostile catalogs", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it.each(PAYLOADS)("Wherever a catalog holds %j it is text: no script runs, nothing is reported, nothing leaves", async (payload) => {
    const opened = await browser.open(`${agent.web}#apis`, { width: 1280, theme: "light" }, (each) => answer(each, hostileAnswers(payload)));
    await lookAtAnswers(agent, opened, payload);
    expect(await outcomeOf(agent, opened)).toEqual(NOTHING);
    await opened.page.close();
  });

  it("The same holds of what the agent itself made of hostile calls", async () => {
    await sendHostileCatalog(agent);
    const opened = await browser.open(`${agent.web}#apis`);
    expect(await lookAtCatalog(agent, opened)).toContain(PAYLOADS[1]);
    expect(await outcomeOf(agent, opened)).toEqual(NOTHING);
    await opened.page.close();
  });
});
