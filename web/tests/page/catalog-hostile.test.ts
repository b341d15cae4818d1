import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent, until } from "../kit/agent.ts";
import { answer, CATALOG } from "../kit/answers.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { endpointRow } from "../kit/catalog.ts";
import { PAYLOADS, poisoned } from "../kit/hostile.ts";
import { traces } from "../kit/otlp.ts";

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

  it("The same holds of what the agent itself made of hostile calls", async () => {
    for (const payload of PAYLOADS) {
      const body = JSON.stringify({ [payload]: payload, list: [{ [payload]: [payload] }] });
      const call = {
        path: `/${encodeURIComponent(payload)}/${payload}`,
        requestHeaders: { "content-type": "application/json", [payload.toLowerCase()]: payload, "x-api-key": payload },
        responseHeaders: { "content-type": "application/json" },
        requestBody: body,
        responseBody: body,
        attributes: { "url.query": `${payload}=${payload}`, "client.address": payload, [`podmirror.sensitive.${payload}`]: [payload] },
      };
      const calls = Array.from({ length: 30 }, () => call);
      await agent.send("traces", traces(calls, { service: payload, namespace: payload, pod: payload }));
    }
    await until("endpoints of hostile calls", async () => {
      const { services } = (await (await fetch(`${agent.web}api/v1/services`)).json()) as { services: { endpoints: number }[] };
      return services.filter((service) => service.endpoints > 0).length >= PAYLOADS.length - 2;
    });
    const { page, complaints, requests } = await browser.open(`${agent.web}#apis`);
    const rows = page.locator(".list-rows .row");
    await rows.first().waitFor();
    for (let index = 0; index < (await rows.count()); index++) {
      await rows.nth(index).locator(".method").click();
      await page.locator(".inspected .chart").first().waitFor();
    }
    await page.goto(`${agent.web}#sensitive`);
    await page.locator(".list-rows .field-row").first().click();
    await page.goto(`${agent.web}#map`);
    await page.locator(".plain tbody tr").first().waitFor();
    expect(await page.locator("main").textContent()).toContain(PAYLOADS[1]);
    await page.goto(`${agent.web}#spec`);
    await page.locator(".services li").nth(1).getByRole("button").click();
    await page.locator(".two").waitFor();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(agent.web))).toEqual([]);
    expect(await agent.metric("policy_reports_total")).toBe(0);
    await page.close();
  });
});
