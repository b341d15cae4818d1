import type { Agent } from "./agent.ts";
import { until } from "./agent.ts";
import { type Answers, CATALOG } from "./answers.ts";
import type { Opened } from "./browser.ts";
import { endpointRow } from "./catalog.ts";
import { PAYLOADS, poisoned } from "./hostile.ts";
import { LEDGER, metrics, type Source, type TestCall, traces } from "./otlp.ts";

/** What came of an attack. */
export interface Outcome {
  /** Pages on which a payload's script ran. */
  readonly scripts: number;
  /** What the page's policy stopped and browsers reported. */
  readonly reports: number;
  /** Requests to other addresses than the agent's. */
  readonly foreign: readonly string[];
  /** Errors and warnings of the console. */
  readonly complaints: readonly string[];
}

/** What has to come of each. */
export const NOTHING: Outcome = { scripts: 0, reports: 0, foreign: [], complaints: [] };

/** What came of all that was done on a page. */
export async function outcomeOf(agent: Agent, opened: Opened): Promise<Outcome> {
  const hasRun = await opened.page.evaluate(() => "hit" in window);
  return {
    scripts: Number(hasRun),
    reports: await agent.metric("policy_reports_total"),
    foreign: opened.requests.filter((url) => !url.startsWith(agent.web)),
    complaints: opened.complaints,
  };
}

function sourceOf(payload: string): Source {
  return { service: payload, namespace: payload, pod: payload };
}

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
      "podmirror.direction": "egress",
      "server.address": payload,
    },
    anomalies: [payload],
  };
}

/** Calls and ledgers with a payload in each of their places. */
export async function sendHostile(agent: Agent): Promise<void> {
  for (const payload of PAYLOADS) {
    await agent.send("traces", traces([callOf(payload)], sourceOf(payload)));
    await agent.send("metrics", metrics(LEDGER, sourceOf(payload)));
  }
  await agent.stored(PAYLOADS.length);
}

async function openDetails({ page }: Opened): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) {
      details.open = true;
    }
  });
}

/** Opens every call, every Pod and the ledger. Gives what the last call's inspector shows. */
export async function lookAtCalls(agent: Agent, opened: Opened): Promise<string> {
  const { page } = opened;
  const rows = page.locator(".list-rows .row");
  await rows.nth(PAYLOADS.length - 1).waitFor();
  for (let index = 0; index < PAYLOADS.length; index++) {
    await rows.nth(index).locator(".took").click();
    await page.locator(".inspected").waitFor();
    await openDetails(opened);
    await page.getByRole("button", { name: "raw" }).first().click();
  }
  const shown = (await page.locator(".inspector").textContent()) ?? "";
  await page.goto(`${agent.web}#pods`);
  for (let index = 0; index < PAYLOADS.length; index++) {
    await page.locator(".list-rows .row").nth(index).click();
    await page.locator(".inspected").waitFor();
  }
  await page.goto(`${agent.web}#health`);
  await page.getByText("Stored").waitFor();
  return shown;
}

/** Writes every payload into the filter, as it is and as a value, and puts one into the address. */
export async function writeIntoFilter(agent: Agent, { page }: Opened): Promise<void> {
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
}

/** A catalog with a payload in the place of each text. */
export function hostileAnswers(payload: string): Answers {
  return (asked) => {
    const told = CATALOG(asked);
    return told?.json === undefined ? told : { ...told, json: poisoned(told.json, payload) as object };
  };
}

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

/** Opens all of a catalog that was answered so, changes something, and puts the payload into every parameter of the address. */
export async function lookAtAnswers(agent: Agent, opened: Opened, payload: string): Promise<void> {
  const { page } = opened;
  for (const [hash, sign] of VIEWS) {
    await page.goto(`${agent.web}#${hash}`);
    await page.locator(sign).first().waitFor();
    await openDetails(opened);
  }
  await page.goto(`${agent.web}#sensitive`);
  await page.locator(".list-rows .field-row").first().click();
  await page
    .getByRole("button", { name: "Dismiss", exact: true })
    .or(page.getByRole("button", { name: "Take back", exact: true }))
    .first()
    .click();
  await page.locator(".told").waitFor();
  const names = ["service", "node", "kind", "drift", "q", "minutes", "field"];
  const route = new URLSearchParams(names.map((name) => [name, payload]));
  for (const view of ["apis", "sensitive", "map", "spec"]) {
    await page.goto(`${agent.web}#${view}?${route}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
}

/** Calls of which the agent's own catalog takes payloads for names, values, keys and places. */
export async function sendHostileCatalog(agent: Agent): Promise<void> {
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
    await agent.send("traces", traces(calls, sourceOf(payload)));
  }
  await until("endpoints of hostile calls", async () => {
    const { services } = (await (await fetch(`${agent.web}api/v1/services`)).json()) as { services: { endpoints: number }[] };
    return services.filter((service) => service.endpoints > 0).length >= PAYLOADS.length - 2;
  });
}

/** Opens all of the agent's own catalog. Gives what the map shows. */
export async function lookAtCatalog(agent: Agent, { page }: Opened): Promise<string> {
  await page.goto(`${agent.web}#apis`);
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
  const shown = (await page.locator("main").textContent()) ?? "";
  await page.goto(`${agent.web}#spec`);
  await page.locator(".services li").nth(1).getByRole("button").click();
  await page.locator(".two").waitFor();
  return shown;
}
