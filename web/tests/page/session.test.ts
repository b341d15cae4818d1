import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Agent } from "../kit/agent.ts";
import { type Answers, answer, CATALOG, type Told } from "../kit/answers.ts";
import { axe, Browser, HAS_BROWSER, type Opened } from "../kit/browser.ts";
import { endpointRow } from "../kit/catalog.ts";

const NOBODY = { user: null, role: null };

/** An agent that wants a token: "editor" and "viewer" are two. */
class Guarded {
  user: string | null = null;

  readonly answers: Answers = (asked) => {
    if (asked.path === "session") {
      return asked.method === "POST" ? this.#signIn(asked.body ?? "{}") : this.#tell(asked.method === "DELETE");
    }
    return this.user === null ? { status: 401, json: { status: 401, detail: "sign in first" } } : CATALOG(asked);
  };

  #signIn(body: string): Told {
    const { token } = JSON.parse(body) as { token: string };
    this.user = token === "editor" || token === "viewer" ? token : null;
    return this.user === null ? { status: 401, json: { status: 401, detail: "no such token" } } : { json: {} };
  }

  #tell(isEnd: boolean): Told {
    this.user = isEnd ? null : this.user;
    return { json: { authentication: "token", ...(this.user === null ? NOBODY : { user: this.user, role: this.user }) } };
  }
}

describe.skipIf(!HAS_BROWSER)("signing in", () => {
  let agent: Agent;
  let browser: Browser;
  let opened: Opened;

  beforeAll(async () => {
    [agent, browser] = await Promise.all([Agent.start(), Browser.start()]);
  });

  afterAll(async () => {
    await browser.stop();
    await agent.stop();
  });

  afterEach(() => opened.page.close());

  async function open(hash: string, answers: Answers): Promise<Page> {
    opened = await browser.open(`${agent.web}#${hash}`, { width: 1280, theme: "light" }, (page) => answer(page, answers));
    return opened.page;
  }

  async function signIn(page: Page, token: string): Promise<void> {
    await page.getByLabel("Token").fill(token);
    await page.keyboard.press("Enter");
  }

  it("Nothing is asked for before somebody signed in, and a wrong token says so", async () => {
    const page = await open("apis", new Guarded().answers);
    await page.getByLabel("Token").waitFor();
    expect(opened.requests.filter((url) => url.includes("/api/v1/") && !url.endsWith("/session"))).toEqual([]);
    await signIn(page, "wrong");
    await page.getByText("This token is not known, or no longer.").waitFor();
    expect(await axe(page)).toEqual([]);
    await signIn(page, "editor");
    await page.locator(".list-rows .row").first().waitFor();
    expect(new URL(page.url()).hash).toBe("#apis");
  });

  it("A viewer has no buttons that change something, and is told why; who signs out is out", async () => {
    const page = await open(`apis?endpoint=${endpointRow(2).id}`, new Guarded().answers);
    await signIn(page, "viewer");
    await page.locator(".read-only").first().waitFor();
    for (const name of ["Split", "Declare", "Dismiss", "Remove"]) {
      expect(await page.getByRole("button", { name }).count()).toBe(0);
    }
    await page.goto(`${agent.web}#spec?service=shop`);
    await page.locator(".drift li").first().waitFor();
    for (const name of ["Accept", "Upload", "Remove it"]) {
      expect(await page.getByRole("button", { name, exact: false }).filter({ hasNotText: "Accepted or not" }).count()).toBe(0);
    }
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Token").waitFor();
  });

  it("A session that ends brings the way in, and the view stays where it was", async () => {
    const guarded = new Guarded();
    const page = await open("sensitive", guarded.answers);
    await signIn(page, "editor");
    await page.locator(".list-rows .row").first().waitFor();
    guarded.user = null;
    await page.getByLabel("Token").waitFor({ timeout: 20_000 });
    await signIn(page, "editor");
    await page.getByRole("heading", { level: 1, name: "Sensitive data" }).waitFor();
    expect(opened.requests.filter((url) => !url.startsWith(agent.web))).toEqual([]);
  });

  it("With OpenID Connect there is a link to where it begins", async () => {
    const page = await open("live", ({ path }) => (path === "session" ? { json: { authentication: "oidc", ...NOBODY } } : null));
    const link = page.getByRole("link", { name: "Sign in with your organisation" });
    expect(await link.getAttribute("href")).toBe("api/v1/session/oidc/start");
    expect(await axe(page)).toEqual([]);
  });
});
