import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent, until } from "../kit/agent.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, picture } from "../kit/browser.ts";
import { Cluster, PODS } from "../kit/cluster.ts";
import { LEDGER, metrics, SHOP, traces } from "../kit/otlp.ts";

describe.skipIf(!HAS_BROWSER)("Pods and health", () => {
  let cluster: Cluster;
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    cluster = await Cluster.start();
    [agent, browser] = await Promise.all([Agent.start(cluster.kubeconfig), Browser.start()]);
    await agent.send("metrics", metrics(LEDGER));
    await agent.send("traces", traces([{ path: "/" }]));
    await until("coverage", async () => {
      const coverage = (await (await fetch(`${agent.web}api/v1/coverage`)).json()) as { pods: unknown[]; complete: boolean };
      return coverage.complete && coverage.pods.length === PODS.length;
    });
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
    cluster.stop();
  });

  it.each(LOOKS)("Pods and one of them are accessible at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#pods`, look);
    await page.getByText("restart needed").first().waitFor();
    await picture(page, "pods", look);
    expect(await axe(page)).toEqual([]);
    await page.getByText(SHOP.pod).first().click();
    await page.locator(".inspected").waitFor();
    await picture(page, "pod", look);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("Keys pick a Pod, open it, go on from it, find and close", async () => {
    const { page, complaints } = await browser.open(`${agent.web}#pods`);
    const rows = page.locator(".list-rows .row");
    await rows.nth(2).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await expect.poll(() => page.locator(".list-rows [aria-current]").getAttribute("aria-rowindex")).toBe("3");
    expect(await page.locator(".inspector").count()).toBe(0);
    await page.keyboard.press("Enter");
    await page.locator(".inspected").waitFor();
    const name = await page.locator(".inspector h2").textContent();
    await page.keyboard.press("k");
    await expect.poll(() => page.locator(".inspector h2").textContent()).not.toBe(name);
    await page.keyboard.press("Escape");
    await page.locator(".inspector").waitFor({ state: "detached" });
    await page.keyboard.press("/");
    await page.keyboard.type("cart");
    await expect.poll(() => rows.count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe("INPUT");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(LOOKS)("The ledger is accessible at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#health`, look);
    await page.getByText("Stored").waitFor();
    await picture(page, "health", look);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
