import type { Page } from "playwright-core";
import { DRIFT, ENDPOINTS, endpoint, KINDS, MAP, RULES, SENSITIVE, SERVICES } from "./catalog.ts";

/** What is asked of the agent, and what it is told: status and JSON. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string | null;
}

export interface Told {
  readonly status?: number;
  readonly json?: object;
}

/** Answers by path below /api/v1/; null leaves it to the agent. */
export type Answers = (asked: Asked) => Told | null;

/** Answers in the agent's place what tests say, under the agent's own policy. Gives what was asked. */
export async function answer(page: Page, answers: Answers): Promise<Asked[]> {
  const log: Asked[] = [];
  await page.route(/\/api\/v1\//u, async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const path = url.pathname.replace(/^\/api\/v1\//u, "");
    const asked = { method: request.method(), path, query: url.searchParams, body: request.postData() };
    const told = answers(asked);
    if (told === null) {
      await route.fallback();
      return;
    }
    log.push(asked);
    const status = told.status ?? (told.json === undefined ? 204 : 200);
    const type = status >= 400 ? "application/problem+json" : "application/json";
    await route.fulfill({ status, ...(told.json === undefined ? {} : { contentType: type, body: JSON.stringify(told.json) }) });
  });
  return log;
}

export const EDITOR = { authentication: "off", user: null, role: "editor" };

/** A catalog with something in every place. */
export const CATALOG: Answers = ({ method, path, query }) => {
  if (method !== "GET") {
    return {};
  }
  const service = query.get("service") ?? "";
  const of = <T extends { readonly service: string }>(rows: readonly T[]): T[] => rows.filter((each) => service === "" || each.service === service);
  const id = /^endpoints\/(.+)$/u.exec(path)?.[1];
  const row = ENDPOINTS.find((each) => each.id === id);
  if (id !== undefined) {
    return row === undefined ? { status: 404, json: { status: 404, detail: "there is no such endpoint" } } : { json: endpoint(row) };
  }
  const answers: Readonly<Record<string, object>> = {
    session: EDITOR,
    services: { services: SERVICES, refused_calls: 0, capped: false, as_of: "2026-11-29T17:20:04Z" },
    endpoints: { endpoints: of(ENDPOINTS), total: of(ENDPOINTS).length, next_cursor: null },
    rules: { rules: RULES },
    sensitive: { fields: of(SENSITIVE), total: of(SENSITIVE).length, next_cursor: null, kinds: KINDS },
    map: MAP,
    drift: { items: of(DRIFT), total: of(DRIFT).length, next_cursor: null },
    audit: { entries: [{ id: 1, time: "2026-11-29T17:20:04Z", user: "ada", action: "rule.add", target: "split /users/{x}" }], next_cursor: null },
  };
  const json = answers[path];
  return json === undefined ? null : { json };
};
