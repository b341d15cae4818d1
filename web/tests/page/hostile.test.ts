import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { PAYLOADS } from "../kit/hostile.ts";
import { LEDGER, metrics, type Source, type TestCall, traces } from "../kit/otlp.ts";

function callOf(payload: string): TestCall {
  const fields = { [payload]: payload, "content-type": payload, host: payload, location: payload };
  return {
    method: payload,
    name: payload,
    path: `/${payload}`,
    requestHeaders: fields,
    responseHeaders: fields,
    requestBody: payload,
    responseBody: JSON.stringify({ [payload]: [payload, { [payload]: payload }] }),
    attributes: {
      [payload]: payload,
      "url.query": payload,
      "url.full": payload,
      "http.request.method_original": payload,
      "network.peer.address": payload,
    },
    anomalies: [payload],
  };
}

function sourceOf(payload: string): Source {
  return { service: payload, namespace: payload, pod: payload };
}

describe.skipIf(!HAS_BROWSER)("hostile payloads", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    for (const payload of PAYLOADS) {
      await agent.send("traces", traces([callOf(payload)], sourceOf(payload)));
      await agent.send("metrics", metrics(LEDGER, sourceOf(payload)));
    }
    await agent.stored(PAYLOADS.length);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it("Wherever a value is shown it is text: no script runs, nothing is reported, nothing leaves", async () => {
    const { page, complaints, requests } = await browser.open(`${agent.web}#live`);
    const rows = page.locator(".list-rows .row");
    await rows.nth(PAYLOADS.length - 1).waitFor();
    for (let index = 0; index < PAYLOADS.length; index++) {
      await rows.nth(index).locator(".took").click();
      await page.locator(".inspected").waitFor();
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) {
          details.open = true;
        }
      });
      await page.getByRole("button", { name: "raw" }).first().click();
    }
    expect(await page.locator(".inspector").textContent()).toContain(PAYLOADS[0]);
    await page.goto(`${agent.web}#pods`);
    for (let index = 0; index < PAYLOADS.length; index++) {
      await page.locator(".list-rows .row").nth(index).click();
      await page.locator(".inspected").waitFor();
    }
    await page.goto(`${agent.web}#health`);
    await page.getByText("Stored").waitFor();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(agent.web))).toEqual([]);
    expect(await agent.metric("policy_reports_total")).toBe(0);
    await page.close();
  });

  it("A payload is added to the filter, completed and complained about as text", async () => {
    const { page, complaints } = await browser.open(`${agent.web}#live`);
    const filter = page.getByRole("combobox");
    for (const payload of PAYLOADS) {
      await page.goto(`${agent.web}#live`);
      await page.locator(".list-rows .row").first().waitFor();
      await filter.fill(payload);
      await filter.fill(`status>=${payload}`);
      await page.locator(".complaint").waitFor();
      await filter.fill(`service:"${payload.slice(0, 3).replaceAll('"', "")}`);
    }
    await page.goto(`${agent.web}#live?filter=${encodeURIComponent(PAYLOADS[1])}&call=${encodeURIComponent(PAYLOADS[1])}`);
    await page.locator(".list-rows .row, .notice").first().waitFor();
    expect(await page.evaluate(() => "hit" in window)).toBe(false);
    expect(complaints).toEqual([]);
    expect(await agent.metric("policy_reports_total")).toBe(0);
    await page.close();
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
