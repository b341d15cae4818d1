import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { axe, Browser, HAS_BROWSER, type Look, picture } from "../kit/browser.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const LOOKS: readonly Look[] = [
  { width: 390, theme: "dark" },
  { width: 1280, theme: "light" },
];

/** How each state is reached from the live view, and what shows that it is there. */
const STATES: readonly (readonly [name: string, reach: (page: Page) => Promise<void>, sign: string])[] = [
  ["completion", (page) => page.getByRole("combobox").pressSequentially("s"), ".options:not([hidden])"],
  ["complaint", (page) => page.getByRole("combobox").fill("method:GET status>=abc"), ".complaint"],
  ["help", (page) => page.keyboard.press("?"), "dialog[open]"],
  ["nomatch", (page) => page.getByRole("combobox").fill("nothing-is-called-so"), ".notice"],
  ["paused", (page) => page.keyboard.press("p"), "button[aria-pressed=true]"],
];

describe.skipIf(!HAS_BROWSER)("the states of the live view", () => {
  let agent: Agent;
  let empty: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, empty, browser] = await Promise.all([Agent.start(), Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(50)));
    await agent.stored(50);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
    await empty.stop();
  });

  it.each(LOOKS)("Each of them is accessible at $width pixels, $theme", async (look) => {
    for (const [name, reach, sign] of STATES) {
      const { page, complaints } = await browser.open(`${agent.web}#live`, look);
      await page.locator(".list-rows .row").first().waitFor();
      await reach(page);
      await page.locator(sign).first().waitFor();
      await picture(page, name, look);
      expect([name, ...(await axe(page)), ...complaints]).toEqual([name]);
      await page.close();
    }
  });

  it.each(LOOKS)("Without any call, Pod or sidecar each view says what to do, at $width pixels, $theme", async (look) => {
    for (const view of ["live", "pods", "health"]) {
      const { page } = await browser.open(`${empty.web}#${view}`, look);
      await page.getByText(/No calls yet|No Pods yet|No sidecar has reported/u).waitFor();
      await picture(page, `empty-${view}`, look);
      expect([view, ...(await axe(page))]).toEqual([view]);
      await page.close();
    }
  });

  it("An agent without an injector is not asked for coverage, and the view says what that means", async () => {
    const { page, complaints, requests } = await browser.open(`${agent.web}#pods`, LOOKS[1]);
    await page.getByText("This agent injects nothing").waitFor();
    await page.getByText("No Pods yet").waitFor();
    expect(requests.filter((url) => url.includes("coverage"))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("The colours are the system's until others are chosen, and stay chosen", async () => {
    const { page } = await browser.open(`${agent.web}#live`, { width: 1280, theme: "dark" });
    const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    await page.getByRole("button", { name: "Theme: auto" }).click();
    await page.getByRole("button", { name: "Theme: light" }).waitFor();
    expect(await ground()).not.toBe(dark);
    await page.reload();
    await page.getByRole("button", { name: "Theme: light" }).click();
    await page.getByRole("button", { name: "Theme: dark" }).click();
    expect(await ground()).toBe(dark);
    await page.close();
  });
});
