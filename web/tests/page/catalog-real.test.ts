import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent, until } from "../kit/agent.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, type Look, picture } from "../kit/browser.ts";
import { type TestCall, traces } from "../kit/otlp.ts";
import { sampleCalls } from "../kit/sample.ts";

const WIDE: Look = { width: 1280, theme: "light" };

/** Orders that are read, with an email address in each. */
const ORDERS: readonly TestCall[] = Array.from({ length: 60 }, (_, index) => ({
  path: `/api/orders/${20_000 + index}`,
  ms: 2 + index,
  status: index % 10 === 0 ? 404 : 200,
  requestHeaders: { authorization: "Bearer REDACTED" },
  responseHeaders: { "content-type": "application/json" },
  responseBody: JSON.stringify({ id: `ord-${index}`, total: index / 2, state: ["new", "paid"][index % 2] }),
  attributes: { "podmirror.sensitive.email": ["response.body.customer.email"] },
}));

/** What another service asks of a host that nobody mirrors. */
const CHARGES: readonly TestCall[] = Array.from({ length: 20 }, () => ({
  method: "POST",
  path: "/v1/charges",
  attributes: { "podmirror.direction": "egress", "server.address": "api.bank.example", "server.port": 443 },
}));

describe.skipIf(!HAS_BROWSER)("the catalog of a real agent", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
    await agent.send("traces", traces(sampleCalls(300)));
    await agent.send("traces", traces(ORDERS));
    await agent.send("traces", traces(CHARGES, { service: "billing", namespace: "shop", pod: "billing-1" }));
    await until("the endpoints", async () => (await total("endpoints?service=shop&q=orderId")) > 0 && (await total("endpoints?q=charges")) > 0);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  async function total(path: string): Promise<number> {
    const answer = await fetch(`${agent.web}api/v1/${path}`);
    return ((await answer.json()) as { total: number }).total;
  }

  it.each(LOOKS)("Endpoints that traffic made are shown at $width pixels, $theme", async (look) => {
    const { page, complaints } = await browser.open(`${agent.web}#apis`, look);
    await page.locator(".endpoint-row").getByText("/api/orders/{").first().click();
    await page.locator(".calls li").first().waitFor();
    await picture(page, "real-endpoint", look);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("Every parameter that the page sends is one that the agent knows", async () => {
    const { page, complaints } = await browser.open(`${agent.web}#apis`, WIDE);
    const addresses = [
      "apis?service=shop&kind=http&method=GET&q=orders&sensitive=email&auth=bearer_opaque&sort=errors",
      "apis?sensitive=any&auth=none&sort=template",
      "sensitive?service=shop&kind=email&dismissed=false",
      "map?minutes=15",
      "map?idle=shown",
      "spec?service=shop",
    ];
    for (const address of addresses) {
      await page.goto(`${agent.web}#${address}`);
      await page.locator(".endpoint-row, .field-row, .plain, .two").last().waitFor();
      expect(await page.getByRole("alert").count()).toBe(0);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("A host that nobody mirrors has the calls that were made to it", async () => {
    const { page } = await browser.open(`${agent.web}#apis?q=charges`, WIDE);
    await page.locator(".endpoint-row").getByText("/v1/charges").click();
    await page.locator(".calls a").first().click();
    await page.locator(".inspected").getByText("Trace id").waitFor();
    expect(new URLSearchParams(page.url().split("?")[1]).get("filter")).toBe("direction:egress host:api.bank.example method:POST path:/v1/charges");
    await page.goto(`${agent.web}#map`);
    await page.locator(".plain tr", { hasText: "api.bank.example" }).getByRole("link", { name: "endpoints" }).waitFor();
    expect(await page.locator(".node.outside", { hasText: "api.bank.example" }).count()).toBe(1);
    expect(await page.locator(".node:not(.outside)", { hasText: "shop" }).count()).toBe(1);
    await page.close();
  });

  it("In Live traffic a host that nobody mirrors is no service, and is found as a host", async () => {
    const { page, complaints } = await browser.open(`${agent.web}#live?filter=service:api.bank.example`, WIDE);
    await page.getByText("No call matches").waitFor();
    await page.getByRole("link", { name: "host:api.bank.example" }).click();
    const row = page.locator(".list-rows .row").first();
    await row.getByText("api.bank.example/v1/charges").waitFor();
    await page.goto(`${agent.web}#live?filter=method:POST`);
    const made = page.locator(".list-rows .row", { hasText: "api.bank.example" }).first();
    await made.locator(".path").hover();
    await made.locator(".path .add", { hasText: "+ host" }).click();
    await expect.poll(() => page.getByRole("combobox").inputValue()).toBe("method:POST host:api.bank.example");
    await expect.poll(() => page.locator(".list-rows .row").count()).toBe(CHARGES.length);
    await row.locator(".took").click();
    await page.getByRole("button", { name: "Without host api.bank.example" }).click();
    await expect.poll(() => page.getByRole("combobox").inputValue()).toBe("method:POST -host:api.bank.example");
    await expect.poll(() => page.locator(".list-rows .row", { hasText: "api.bank.example" }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("A finding is dismissed for the agent, and taken back", async () => {
    const { page } = await browser.open(`${agent.web}#sensitive?kind=email`, WIDE);
    await page.locator(".list-rows .field-row").first().click();
    await page.getByRole("button", { name: "Dismiss", exact: true }).click();
    await page.getByText("Dismissed: email").waitFor();
    await expect.poll(() => total("sensitive?dismissed=true")).toBe(1);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back: Dismissed").waitFor();
    await expect.poll(() => total("sensitive?dismissed=true")).toBe(0);
    await page.close();
  });

  // A split drops what was counted, findings too, so it comes last.
  it("A rule splits what traffic had joined, and is taken back", async () => {
    const rules = async (): Promise<unknown[]> => ((await (await fetch(`${agent.web}api/v1/rules`)).json()) as { rules: unknown[] }).rules;
    const { page } = await browser.open(`${agent.web}#apis?q=orderId`, WIDE);
    await page.locator(".endpoint-row").getByText("/api/orders/{orderId}").click();
    await page.getByRole("button", { name: "Split" }).click();
    await page.getByText("Split: /api/orders/{orderId}").waitFor();
    expect(await rules()).toEqual([{ service: "shop", kind: "split", template: "/api/orders/{orderId}", said_by: ["user"] }]);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Taken back: Split").waitFor();
    expect(await rules()).toEqual([]);
    await page.close();
  });
});
