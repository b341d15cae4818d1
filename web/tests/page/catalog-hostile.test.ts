import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { answer, CATALOG } from "../kit/answers.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { endpointRow } from "../kit/catalog.ts";
import { PAYLOADS, poisoned } from "../kit/hostile.ts";

const VIEWS: readonly (readonly [hash: string, sign: string])[] = [
  ["apis", ".endpoint-row"],
  [`apis?endpoint=${endpointRow(2).id}`, ".inspected .schema"],
  [`apis?endpoint=${endpointRow(9).id}`, ".inspected .rules"],
  ["apis?rules=all", ".inspected .rules"],
  ["sensitive", ".list-rows .field-row"],
  ["map", ".plain tbody tr"],
  ["spec", ".drift li"],
  ["health", ".audit"],
];

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
    const { page, complaints, requests } = await browser.open(`${agent.web}#apis`, { width: 1280, theme: "light" }, (each) =>
      answer(each, (asked) => {
        const told = CATALOG(asked);
        return told?.json === undefined ? told : { ...told, json: poisoned(told.json, payload) as object };
      }),
    );
    for (const [hash, sign] of VIEWS) {
      await page.goto(`${agent.web}#${hash}`);
      await page.locator(sign).first().waitFor();
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) {
          details.open = true;
        }
      });
    }
    await page.goto(`${agent.web}#sensitive`);
    await page.locator(".list-rows .field-row").first().click();
    await page
      .getByRole("button", { name: "Dismiss", exact: true })
      .or(page.getByRole("button", { name: "Take back", exact: true }))
      .first()
      .click();
    await page.locator(".told").waitFor();
    const route = new URLSearchParams({
      service: payload,
      node: payload,
      kind: payload,
      drift: payload,
      q: payload,
      minutes: payload,
      field: payload,
    });
    for (const view of ["apis", "sensitive", "map", "spec"]) {
      await page.goto(`${agent.web}#${view}?${route}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    }
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(agent.web))).toEqual([]);
    expect(await agent.metric("policy_reports_total")).toBe(0);
    await page.close();
  });
});
