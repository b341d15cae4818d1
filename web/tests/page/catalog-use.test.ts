import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { type Answers, type Asked, answer, CATALOG } from "../kit/answers.ts";
import { Browser, HAS_BROWSER, type Opened } from "../kit/browser.ts";
import { endpointRow } from "../kit/catalog.ts";
import { traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const ROWS = ".list-rows .row";

function parameter(page: Page, name: string): string | null {
  return new URLSearchParams(new URL(page.url()).hash.split("?")[1] ?? "").get(name);
}

function changesOf(asked: readonly Asked[]): string[] {
  return asked.filter(({ method }) => method !== "GET").map(({ method, path, query, body }) => `${method} ${path} ${body ?? query.toString()}`);
}

describe.skipIf(!HAS_BROWSER)("the use of the catalog's views", () => {
  let agent: Agent;
  let browser: Browser;
  let opened: Opened;
  let asked: Asked[];

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(60)));
    await agent.stored(60);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  afterEach(() => opened.page.close());

  async function open(hash: string, answers: Answers = CATALOG): Promise<Page> {
    opened = await browser.open(`${agent.web}#${hash}`, { width: 1280, theme: "light" }, async (page) => {
      asked = await answer(page, answers);
    });
    return opened.page;
  }

  it("What finds endpoints is in the address, and asked of the agent", async () => {
    const page = await open("apis");
    await page.locator(ROWS).first().waitFor();
    await page.getByLabel("Drift").selectOption("any");
    await page.getByLabel("Order").selectOption("p95");
    await page.getByRole("button", { name: "shop" }).click();
    await page.keyboard.press("/");
    await page.keyboard.type("orders");
    await expect.poll(() => parameter(page, "q")).toBe("orders");
    await expect
      .poll(() =>
        asked
          .filter(({ path }) => path === "endpoints")
          .at(-1)
          ?.query.toString(),
      )
      .toContain("q=orders");
    const { query } = asked.filter(({ path }) => path === "endpoints").at(-1) as Asked;
    expect(["service", "drift", "sort", "q"].map((name) => query.get(name))).toEqual(["shop", "any", "p95", "orders"]);
    await page.reload();
    await page.locator(ROWS).first().waitFor();
    expect(await page.getByLabel("Find endpoints").inputValue()).toBe("orders");
    expect(opened.complaints).toEqual([]);
  });

  it("Keys move among endpoints, open one, close it, and go to every view", async () => {
    const page = await open("apis");
    await page.locator(ROWS).first().waitFor();
    for (const key of ["j", "j", "k", "j", "Enter"]) {
      await page.keyboard.press(key);
    }
    await page.locator(".inspected").waitFor();
    expect(await page.locator(`${ROWS}[aria-current]`).getAttribute("aria-rowindex")).toBe("3");
    await page.keyboard.press("j");
    await expect.poll(() => parameter(page, "endpoint")).toBe(endpointRow(3).id);
    await page.keyboard.press("Escape");
    await page.locator(".inspector").waitFor({ state: "detached" });
    for (const [key, title] of [
      ["s", "Sensitive data"],
      ["m", "Map"],
      ["d", "Spec and drift"],
      ["a", "APIs"],
    ] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("next endpoint").waitFor();
  });

  it("An endpoint leads to its calls, and to one of them", async () => {
    const page = await open(`apis?endpoint=${endpointRow(2).id}`);
    await page.locator(".calls a").first().click();
    await page.locator(".inspected").getByText("Trace id").waitFor();
    expect(parameter(page, "filter")).toBe("service:shop method:GET path:/api/orders/* -path:/api/orders/*/*");
    await expect.poll(() => page.locator(ROWS).count()).toBeGreaterThan(0);
    expect(await page.locator(`${ROWS} .path`).allTextContents()).not.toContain("/api/products");
  });

  it("A rule is made and taken back, and another removed", async () => {
    const page = await open(`apis?endpoint=${endpointRow(2).id}`);
    await page.getByRole("button", { name: "Split" }).click();
    await page.getByText("Split: /api/orders/{orderId}").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back: Split").waitFor();
    await page.goto(`${agent.web}#apis?rules=all`);
    await page.getByRole("button", { name: "Remove the rule pin /api/search" }).click();
    await page.getByText("Removed: pin /api/search").waitFor();
    expect(changesOf(asked)).toEqual([
      'POST rules {"service":"shop","kind":"split","template":"/api/orders/{orderId}"}',
      "DELETE rules service=shop&kind=split&template=%2Fapi%2Forders%2F%7BorderId%7D",
      "DELETE rules service=catalog&kind=pin&template=%2Fapi%2Fsearch",
    ]);
  });

  it("A change that is refused says why and has no way back", async () => {
    const page = await open(`apis?endpoint=${endpointRow(2).id}`, (each) =>
      each.method === "POST" ? { status: 409, json: { detail: "there are 512 rules already" } } : CATALOG(each),
    );
    await page.getByRole("button", { name: "Declare" }).click();
    await page.getByRole("alert").getByText("there are 512 rules already").waitFor();
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0);
  });

  it("A finding is dismissed, and taken back, from either view", async () => {
    const page = await open("sensitive");
    await page.locator(ROWS).first().click();
    await page.locator(".inspected").getByRole("button", { name: "Dismiss" }).click();
    await page.getByText("Dismissed: email at request.body.customer.email").waitFor();
    await page.goto(`${agent.web}#apis?endpoint=${endpointRow(2).id}`);
    await page.getByRole("button", { name: "Take back payment card" }).click();
    await page.getByText("Taken back: payment card").waitFor();
    expect(changesOf(asked)).toEqual([
      `POST dismissals {"endpoint":"${endpointRow(2).id}","kind":"email","where":"request.body.customer.email"}`,
      `DELETE dismissals endpoint=${endpointRow(2).id}&kind=payment_card&where=request.body.customer.payment_card`,
    ]);
  });

  it("Drift is accepted, and a description that is wrong says in which line", async () => {
    const page = await open("spec?service=shop", (each) =>
      each.method === "PUT" ? { status: 422, json: { detail: "paths is no mapping", line: 2, column: 8 } } : CATALOG(each),
    );
    await page.getByRole("button", { name: "Accept shadow GET /api/cart/{cartId}" }).click();
    await page.getByText("Accepted: GET /api/cart/{cartId}").waitFor();
    const file = { name: "shop.yaml", mimeType: "application/yaml", buffer: Buffer.from("openapi: 3.1.0\npaths: <b>nothing</b>\n") };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Line 2, column 8: paths is no mapping").waitFor();
    expect(await page.locator(".excerpt .bad").textContent()).toContain("paths: <b>nothing</b>");
    expect(changesOf(asked)[1]).toBe("PUT services/shop/description openapi: 3.1.0\npaths: <b>nothing</b>\n");
  });

  it("A description that is right is taken, with its warnings", async () => {
    const json = { title: "Shop", version: "2.1", operations: 14, warnings: ["GET /x: no responses"] };
    const page = await open("spec?service=catalog", (each) => (each.method === "PUT" ? { json } : CATALOG(each)));
    await page.locator("input[type=file]").setInputFiles({ name: "a.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByText("Taken: Shop 2.1, 14 operations").waitFor();
    expect(await page.locator(".warnings").textContent()).toBe("GET /x: no responses");
  });

  it("The nodes of the map are reached by the keyboard", async () => {
    const page = await open("map");
    await page.locator(".node").first().focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect.poll(() => parameter(page, "node")).toBe("storefront");

    // The address is there before the page has followed it, and the next key goes on from what is shown.
    await page.getByRole("button", { name: "Only storefront ×" }).waitFor();
    await page.keyboard.press("j");
    await expect.poll(() => parameter(page, "node")).toBe("shop");
    await page.getByRole("button", { name: "Idle too (3)" }).click();
    await expect
      .poll(() =>
        asked
          .filter(({ path }) => path === "map")
          .at(-1)
          ?.query.get("minutes"),
      )
      .not.toBe("60");
    await page.keyboard.press("Escape");
    await expect.poll(() => parameter(page, "node")).toBeNull();
  });
});
