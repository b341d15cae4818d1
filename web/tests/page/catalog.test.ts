import { afterAll, beforeAll, describe, expect, test as it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { type Answers, answer, CATALOG } from "../kit/answers.ts";
import { axe, Browser, HAS_BROWSER, LOOKS, type Look, picture } from "../kit/browser.ts";

const TOKEN: Answers = ({ path }) =>
  path === "session" ? { json: { authentication: "token", user: null, role: null } } : { status: 401, json: { detail: "sign in" } };
const VIEWER: Answers = (asked) => (asked.path === "session" ? { json: { authentication: "token", user: "grace", role: "viewer" } } : CATALOG(asked));

/** Views by their address, and what shows that they are there. */
const VIEWS: readonly (readonly [name: string, hash: string, sign: string, answers: Answers])[] = [
  ["sensitive", "sensitive", ".field-row .tag", CATALOG],
  ["field", "sensitive?field=0000000000000002%2Femail%2Frequest.body.customer.email", ".inspected .facts", CATALOG],
  ["map", "map", ".plain tbody tr", CATALOG],
  ["map-node", "map?node=shop", ".plain tbody tr", CATALOG],
  ["spec", "spec?service=shop", ".drift li", CATALOG],
  ["rules", "apis?rules=all", ".rules li", CATALOG],
  ["sign-in", "live", "#token", TOKEN],
  ["viewer", "spec?service=shop", ".read-only", VIEWER],
];

const CASES = LOOKS.flatMap((look) => VIEWS.map(([name, hash, sign, answers]) => ({ ...look, name, hash, sign, answers })));

describe.skipIf(!HAS_BROWSER)("the views of the catalog", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it.each(CASES)("The view $name is accessible at $width pixels, $theme", async ({ name, hash, sign, answers, width, theme }) => {
    const look: Look = { width, theme };
    const { page, complaints } = await browser.open(`${agent.web}#${hash}`, look, (each) => answer(each, answers));
    await page.locator(sign).first().waitFor();
    await picture(page, name, look);
    expect(await axe(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
