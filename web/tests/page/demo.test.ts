import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DriftItem, EndpointRow, SensitiveKind, ServiceMap } from "../../src/api/catalog-types.ts";
import { until } from "../kit/agent.ts";
import { Browser, HAS_BROWSER, type Look, picture } from "../kit/browser.ts";
import { Demo, HAS_DEMO } from "../kit/demo.ts";

const WIDE: Look = { width: 1280, theme: "light" };
const STATES = ["shadow", "zombie", "changed", "orphan", "documented"];
const KINDS = ["payment_card", "email", "phone", "iban", "date_of_birth"];
const ROWS = ".list-rows .row";

/** To start it may have to be built first. */
const START_MS = 300_000;
const END_MS = 60_000;

/** A round of the client's calls takes some ten seconds; what is made of them comes a little later. */
const SETTLE_MS = 60_000;

describe.skipIf(!(HAS_BROWSER && HAS_DEMO))("the demo", () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([Demo.start(), Browser.start()]);
    await until("a round of calls", isRound, SETTLE_MS);
    ({ page, complaints } = await browser.open(`${demo.web}#live`, WIDE));
  }, START_MS + SETTLE_MS);

  afterAll(async () => {
    await browser?.stop();
    await demo?.stop();
  }, END_MS);

  /** Whether each kind of thing is there that a view shows. */
  async function isRound(): Promise<boolean> {
    const { kinds } = await demo.get<{ kinds: SensitiveKind[] }>("sensitive");
    const { items } = await demo.get<{ items: DriftItem[] }>("drift?limit=200");
    const { edges } = await demo.get<ServiceMap>("map?minutes=60");
    const { pods } = await demo.get<{ pods: unknown[] }>("sidecars");
    return (
      KINDS.every((kind) => kinds.some((each) => each.kind === kind)) &&
      STATES.every((state) => items.some((each) => each.state === state)) &&
      ["warehouse", "pay.bank.example"].every((name) => edges.some((edge) => edge.from === "shop" && edge.to === name)) &&
      pods.length === 2
    );
  }

  async function open(hash: string, sign: string): Promise<void> {
    await page.goto(`${demo.web}#${hash}`);
    await page.locator(sign).first().waitFor();
  }

  /** The endpoint of a service that a text finds. */
  async function endpoint(service: string, text: string): Promise<EndpointRow> {
    const found = await demo.get<{ endpoints: EndpointRow[] }>(`endpoints?service=${service}&q=${encodeURIComponent(text)}`);
    const [first] = found.endpoints;
    if (first === undefined) {
      throw new Error(`no endpoint of ${service} like ${text}`);
    }
    return first;
  }

  it("Live traffic has calls both ways, and the whole of each", async () => {
    await open(`live?filter=${encodeURIComponent("direction:egress")}`, ROWS);
    await page.locator(ROWS).first().getByText("/v1/charges").waitFor();
    await open(`live?filter=${encodeURIComponent("path:/api/account status:200")}`, ROWS);
    await page.locator(`${ROWS} .took`).first().click();
    await page.locator(".inspected").getByText("Bearer REDACTED").first().waitFor();
    await picture(page, "demo-live", WIDE);
    expect(await page.locator(".inspected").textContent()).not.toContain("eyJ");
  });

  it("APIs has every service, and an endpoint of each kind of knowledge", async () => {
    await open("apis", ".endpoint-row");
    for (const name of ["shop", "warehouse", "pay.bank.example"]) {
      await page.locator(".services").getByText(name, { exact: true }).waitFor();
    }
    await picture(page, "demo-apis", WIDE);
    const product = await endpoint("shop", "/api/products/");
    await open(`apis?endpoint=${product.id}`, ".inspected .chart");
    for (const section of ["Last hour", "Latency", "Statuses", "Path parameters", "Callers"]) {
      await page.locator(".inspected").getByLabel(section, { exact: true }).waitFor();
    }
    expect(await page.getByLabel("Callers").locator(".pairs > div").count()).toBeGreaterThan(1);
    expect(await page.getByLabel("Response 200 application/json").locator(".schema .name").allTextContents()).toEqual(["id", "name", "priceCents"]);
    expect(await page.getByLabel("Response 200 application/json").locator(".examples").count()).toBeGreaterThan(0);
    expect(await page.locator(".inspected .chart-bad").evaluateAll((bars) => bars.some((bar) => bar.getAttribute("height") !== "0"))).toBe(true);
    await page.locator(".inspected .calls li").first().waitFor();
    await picture(page, "demo-endpoint", WIDE);
    const charges = await endpoint("pay.bank.example", "/v1/charges");
    await open(`apis?endpoint=${charges.id}`, ".inspected .calls li");
    expect(await page.getByLabel("Callers").locator("dt").allTextContents()).toEqual(["shop"]);
  });

  it("Sensitive data has several kinds, in requests and responses", async () => {
    await open("sensitive", ".field-row[aria-current], .list-rows .field-row");
    expect(await page.locator(".chips .chip").count()).toBeGreaterThanOrEqual(KINDS.length);
    const places = await page.locator(".list-rows .field-row .where").allTextContents();
    expect(places.filter((place) => place.startsWith("request")).length).toBeGreaterThan(0);
    expect(places.filter((place) => place.startsWith("response")).length).toBeGreaterThan(0);
    await picture(page, "demo-sensitive", WIDE);
  });

  it("The map leads from callers over the shop to its warehouse and its bank", async () => {
    await open("map", ".plain tbody tr");
    for (const name of ["203.0.113.7", "shop", "warehouse", "pay.bank.example"]) {
      await page.locator(".plain").getByText(name, { exact: true }).first().waitFor();
    }
    await picture(page, "demo-map", WIDE);
    expect(await page.locator(".drawing .node").count()).toBeGreaterThanOrEqual(5);
  });

  it("Spec and drift has an operation of each state", async () => {
    await open("spec?service=shop", ".drift li");
    for (const state of STATES) {
      await page.locator(".drift li .tag").getByText(state, { exact: true }).first().waitFor();
    }
    expect(await page.locator(".differences li").count()).toBeGreaterThan(0);
    expect(await page.locator(".drift li > .tag").first().textContent()).toBe("shadow");
    await picture(page, "demo-spec", WIDE);
    await page.getByRole("button", { name: "1 zombie" }).click();
    await expect.poll(() => page.locator(".drift li > .tag").allTextContents()).toEqual(["zombie"]);
  });

  it("Pods has both, with what their sidecars count", async () => {
    await open("pods", ROWS);
    expect(await page.locator(ROWS).count()).toBe(2);
    await page.getByText("shop-0").first().click();
    await page.locator(".inspected").waitFor();
    await picture(page, "demo-pods", WIDE);
  });

  it("Health has every stage, nothing lost, and the upload in the audit", async () => {
    await open("health", ".stage");
    for (const stage of ["Packets", "Requests", "Exchanges", "Spans", "Received", "Stored"]) {
      await page.getByRole("heading", { name: stage, exact: true }).waitFor();
    }
    await page.locator(".audit summary").click();
    await page.locator(".audit tbody").getByText("upload description").waitFor();
    await picture(page, "demo-health", WIDE);
    expect(complaints).toEqual([]);
  });
});
