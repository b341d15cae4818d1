import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { Browser, HAS_BROWSER } from "../kit/browser.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const ROWS = ".list-rows .row";
const COUNT = 1000;

function filterOf(page: Page): string | null {
  return new URLSearchParams(new URL(page.url()).hash.split("?")[1] ?? "").get("filter");
}

describe.skipIf(!HAS_BROWSER)("the use of the live view", () => {
  let agent: Agent;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(COUNT)));
    await agent.stored(COUNT);
    ({ page, complaints } = await browser.open(`${agent.web}#live`));
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it("Rows appear while they happen, and not while it is paused", async () => {
    await page.goto(`${agent.web}#live`);
    await page.locator(".state.live").waitFor();
    await agent.send("traces", traces([{ path: "/appears" }]));
    await page.getByText("/appears").waitFor();
    await page.keyboard.press("p");
    await agent.send("traces", traces([{ path: "/waits" }]));
    await page.getByText("Resume (1)").waitFor();
    expect(await page.getByText("/waits").count()).toBe(0);
    await page.keyboard.press("p");
    await page.getByText("/waits").waitFor();
  });

  it("A filter holds for what is there and for what comes, and is in the address", async () => {
    await page.goto(`${agent.web}#live`);
    await page.keyboard.press("/");
    await page.keyboard.type("status>=500 path:/api/*");
    await expect.poll(() => filterOf(page)).toBe("status>=500 path:/api/*");
    await expect.poll(() => page.locator(`${ROWS} .status:not(.bad)`).count()).toBe(0);
    await agent.send("traces", traces([{ path: "/api/fails", status: 500 }, { path: "/api/works" }]));
    await page.getByText("/api/fails").waitFor();
    expect(await page.getByText("/api/works").count()).toBe(0);
    await page.reload();
    await page.getByText("/api/fails").waitFor();
    expect(await page.getByRole("combobox").inputValue()).toBe("status>=500 path:/api/*");
  });

  it("The agent is asked for what the filter says, in the list and in the stream", async () => {
    const opened = await browser.open(`${agent.web}#live?filter=${encodeURIComponent("-path:/healthz status:2xx,404")}`);
    await opened.page.locator(".state.live").waitFor();
    const asked = opened.requests.map((url) => new URL(url)).filter((url) => url.searchParams.has("filter"));
    expect(asked.map((url) => `${url.pathname} ${url.searchParams.get("filter")}`)).toEqual(
      expect.arrayContaining(["/api/v1/exchanges -path:/healthz status:2xx,404", "/api/v1/live -path:/healthz status:2xx,404"]),
    );
    expect(opened.complaints).toEqual([]);
    await opened.page.close();
  });

  it("What few calls match is found, however far back it is", async () => {
    await agent.send("traces", traces([{ path: "/rare", method: "PATCH" }, ...sampleCalls(1500)]));
    await agent.stored(COUNT + 1500);
    await page.goto(`${agent.web}#live?filter=${encodeURIComponent("-method:GET,POST,PUT,DELETE")}`);
    await page.getByText("/rare").waitFor();
    expect(await page.locator(ROWS).count()).toBe(1);
  });

  it("A filter that does not parse says where, and the one before goes on", async () => {
    await page.goto(`${agent.web}#live?filter=method%3APUT`);
    await page.locator(ROWS).first().waitFor();
    await page.getByRole("combobox").fill("method:PUT status>=abc");
    await expect.poll(() => page.locator(".complaint").textContent()).toContain("Character 20");
    expect(await page.locator(".complaint mark").textContent()).toBe("abc");
    expect(await page.locator(ROWS).count()).toBeGreaterThan(0);
    await page.getByRole("combobox").fill("");
  });

  it("Fields and values are completed by the keyboard", async () => {
    await page.goto(`${agent.web}#live`);
    await page.locator(ROWS).first().waitFor();
    await page.locator("main").focus();
    await page.keyboard.press("/");
    await page.keyboard.type("serv");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("combobox").inputValue()).toBe("service:");
    await page.getByRole("option", { name: "shop" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Tab");
    await expect.poll(() => filterOf(page)).toBe("service:shop");
    await page.keyboard.press("Escape");
  });

  it("Every value adds itself to the filter, from the row and from the call", async () => {
    await page.goto(`${agent.web}#live?filter=path%3A%2Fapi%2Fslow`);
    const row = page.locator(ROWS).first();
    await row.waitFor();
    await row.locator(".method").hover();
    await row.locator(".method .add").click();
    await expect.poll(() => filterOf(page)).toBe("path:/api/slow method:GET");
    await row.locator(".took").click();
    await page.getByRole("button", { name: "Without status 503" }).click();
    await expect.poll(() => filterOf(page)).toBe("path:/api/slow method:GET -status:503");
    await page.getByText("No call matches").waitFor();
    await page.goBack();
    await page.locator(ROWS).first().waitFor();
  });

  it("Keys move, open, copy, close and go", async () => {
    await page.goto(`${agent.web}#live?filter=method%3APOST`);
    await page.locator(ROWS).first().waitFor();
    await page.locator("main").focus();
    for (const key of ["j", "j", "k", "j", "Enter"]) {
      await page.keyboard.press(key);
    }
    await page.locator(".inspected").waitFor();
    expect(await page.locator(`${ROWS}[aria-current]`).getAttribute("aria-rowindex")).toBe("3");
    await page.keyboard.press("c");
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("curl --globoff");
    await page.keyboard.press("Escape");
    await page.locator(".inspector").waitFor({ state: "detached" });
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.getByRole("heading", { name: "Health" }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.locator(ROWS).first().waitFor();
  });

  it("A call is saved as HAR and as JSON", async () => {
    await page.goto(`${agent.web}#live?filter=path%3A%2Fapi%2Forders`);
    await page.locator(ROWS).first().locator(".took").click();
    for (const [name, has] of [
      ["Download HAR", '"version": "1.2"'],
      ["Download JSON", '"trace_id"'],
    ] as const) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
      expect(readFileSync(await download.path(), "utf8")).toContain(has);
    }
  });

  it("Older calls are read on as the list is scrolled", async () => {
    await page.goto(`${agent.web}#live?filter=method%3AGET`);
    await page.locator(ROWS).first().waitFor();
    const list = page.locator(".list");
    const height = (): Promise<number> => list.evaluate((element) => element.scrollHeight);
    const before = await height();
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect.poll(height).toBeGreaterThan(before);
  });

  it("Without calls the page says what to do, and without an agent what is wrong", async () => {
    const other = await Agent.start();
    const opened = await browser.open(`${other.web}#live`);
    await opened.page.getByText("No calls yet").waitFor();
    await other.stop();
    await opened.page.getByText("not connected, trying again").waitFor();
    await opened.page.getByRole("combobox").fill("x");
    await opened.page.getByText("The calls cannot be read").waitFor();
    await opened.page.close();
    expect(complaints).toEqual([]);
  });
});
