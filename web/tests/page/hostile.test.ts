import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { lookAtCalls, NOTHING, outcomeOf, sendHostile, writeIntoFilter } from "../kit/attack.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { PAYLOADS } from "../kit/hostile.ts";

describe.skipIf(!HAS_BROWSER)("hostile payloads", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await sendHostile(agent);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it("Wherever a value is shown it is text: no script runs, nothing is reported, nothing leaves", async () => {
    const opened = await browser.open(`${agent.web}#live`);
    expect(await lookAtCalls(agent, opened)).toContain(PAYLOADS[0]);
    expect(await outcomeOf(agent, opened)).toEqual(NOTHING);
    await opened.page.close();
  });

  it("A payload is added to the filter, completed and complained about as text", async () => {
    const opened = await browser.open(`${agent.web}#live`);
    await writeIntoFilter(agent, opened);
    expect(await outcomeOf(agent, opened)).toEqual(NOTHING);
    await opened.page.close();
  });

  it("The policy stops scripts, sinks and foreign addresses, and each is reported and counted", async () => {
    const { page } = await browser.open(`${agent.web}#live`);
    const before = await agent.metric("policy_reports_total");
    const stopped = await page.evaluate(() => {
      const attempts = [
        (): void => {
          document.body.innerHTML = "<p>markup</p>";
        },
        (): void => {
          document.createElement("script").text = "window.hit = 1";
        },
      ];
      const image = document.createElement("img");
      image.src = "http://evil.example/x.png";
      document.body.append(image);
      return attempts.filter((attempt) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      }).length;
    });
    expect(stopped).toBe(2);
    await expect.poll(() => agent.metric("policy_reports_total")).toBeGreaterThanOrEqual(before + 3);
    await page.close();
  });
});
