import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { type Answers, answer, CATALOG, EDITOR } from "../kit/answers.ts";
import { axe, Browser, HAS_BROWSER, type Look, picture } from "../kit/browser.ts";
import { endpointRow } from "../kit/catalog.ts";

const LOOKS: readonly Look[] = [
  { width: 390, theme: "dark" },
  { width: 1280, theme: "light" },
];

/** An agent that was just started. */
const EMPTY: Answers = ({ path }) => {
  const answers: Readonly<Record<string, object>> = {
    session: EDITOR,
    services: { services: [], refused_calls: 0, capped: false, as_of: "" },
    endpoints: { endpoints: [], total: 0, next_cursor: null },
    sensitive: { fields: [], total: 0, next_cursor: null, kinds: [] },
    map: { nodes: [], edges: [], hidden_idle: 0 },
    drift: { items: [], total: 0, next_cursor: null },
    rules: { rules: [] },
  };
  const json = answers[path];
  return json === undefined ? null : { json };
};

const BROKEN: Answers = ({ path }) =>
  path === "session" ? { json: EDITOR } : { status: 503, json: { status: 503, detail: "the catalog is being read from the disk" } };

const STATES: readonly (readonly [name: string, answers: Answers, view: string, sign: string])[] = [
  ["empty", EMPTY, "apis", "No endpoints yet"],
  ["empty", EMPTY, "apis?service=shop", "No endpoint is like that"],
  ["empty", EMPTY, "sensitive", "Nothing sensitive was found"],
  ["empty", EMPTY, "map", "Nobody calls anybody yet"],
  ["empty", EMPTY, "spec", "No services yet"],
  ["empty", EMPTY, "apis?rules=all", "There is no rule."],
  ["broken", BROKEN, "apis", "The catalog cannot be read"],
  ["broken", BROKEN, "sensitive", "Findings cannot be read"],
  ["broken", BROKEN, "map", "The map cannot be read"],
  ["broken", BROKEN, "spec", "Services cannot be read"],
  ["broken", BROKEN, "apis?endpoint=00", "This endpoint cannot be shown"],
];

describe.skipIf(!HAS_BROWSER)("the states of the catalog's views", () => {
  let agent: Agent;
  let browser: Browser;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  it.each(LOOKS)("Each of them says what there is to do or what is wrong, at $width pixels, $theme", async (look) => {
    for (const [name, answers, view, sign] of STATES) {
      const { page } = await browser.open(`${agent.web}#${view}`, look, (each) => answer(each, answers));
      await page.getByText(sign).first().waitFor();
      await picture(page, `${name}-${view.replaceAll(/\W/gu, "-")}`, look);
      expect([view, ...(await axe(page))]).toEqual([view]);
      await page.close();
    }
  });

  it("A tab that nobody sees asks for nothing, and what fails later leaves what was known", async () => {
    let asked = 0;
    let answers = CATALOG;
    const { page } = await browser.open(`${agent.web}#apis`, LOOKS[1], async (each) => {
      await each.clock.install();
      await answer(each, (request) => {
        asked++;
        return answers(request);
      });
    });
    await page.getByText("/api/orders/{orderId}").waitFor();
    await page.evaluate(() => Object.defineProperty(document, "hidden", { configurable: true, get: () => true }));
    const before = asked;
    await page.clock.runFor(60_000);
    expect(asked).toBe(before);
    answers = BROKEN;
    await page.evaluate(() => Object.defineProperty(document, "hidden", { configurable: true, get: () => false }));
    await page.clock.runFor(6000);
    await page.getByText("This is what was known before").waitFor();
    expect(await page.getByText("/api/orders/{orderId}").count()).toBe(1);
    await page.close();
  });

  it.each(LOOKS)(
    "Of an agent that keeps no catalog nothing is asked for, and each view says how it comes to one, at $width pixels, $theme",
    async (look) => {
      // A clock that a test made its own stays so for all pages of a browser.
      const [off, own] = await Promise.all([Agent.start(undefined, ["--catalog", "off"]), Browser.start()]);
      const { page, complaints, requests } = await own.open(`${off.web}#live`, look, (each) => each.clock.install());
      for (const view of ["apis", "sensitive", "map", "spec"]) {
        await page.goto(`${off.web}#${view}`);
        await page.getByText("The catalog is switched off").waitFor();
        expect([view, ...(await axe(page))]).toEqual([view]);
        await page.clock.runFor(60_000);
      }
      await picture(page, "catalog-off", look);
      const paths = requests.map((url) => new URL(url).pathname).filter((path) => path.startsWith("/api/v1/"));
      expect(paths.filter((path) => path.endsWith("/pipeline")).length).toBe(4);
      expect(paths.filter((path) => /\/(services|endpoints|sensitive|map|drift|rules)\b/u.test(path))).toEqual([]);
      expect(complaints).toEqual([]);
      await page.goto(`${off.web}#health`);
      await page.getByText("This agent keeps none").waitFor();
      await own.stop();
      await off.stop();
    },
  );

  it("A list of many endpoints is read by pages as it is scrolled, and draws what can be seen", async () => {
    const all = Array.from({ length: 900 }, (_, index) => endpointRow(index + 1, { template: `/made/${index}` }));
    const asked = new Set<number>();
    const { page, complaints } = await browser.open(`${agent.web}#apis`, LOOKS[1], (each) =>
      answer(each, (request) => {
        if (request.path !== "endpoints") {
          return CATALOG(request);
        }
        const at = Number(request.query.get("cursor") ?? 0);
        asked.add(at);
        const next = at + 200 < all.length ? String(at + 200) : null;
        return { json: { endpoints: all.slice(at, at + 200), total: all.length, next_cursor: next } };
      }),
    );
    await page.getByText("/made/0", { exact: true }).waitFor();
    expect([...asked]).toEqual([0]);
    const list = page.locator(".list");
    await expect
      .poll(async () => {
        await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return page.locator(".list-rows").textContent();
      })
      .toContain("/made/899");
    expect([...asked]).toEqual([0, 200, 400, 600, 800]);
    expect(await page.locator(".list-rows .row").count()).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
