import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { type BrowserContext, chromium, type Page } from "playwright-core";

const ROOT = new URL("../../../", import.meta.url).pathname;
const PICTURES = join(ROOT, "artifacts/page");
const OWN_FILES = /:\d+\/(assets\/[^?]*)?$/u;
const BUILT = join(ROOT, "artifacts/web");
const AXE = join(ROOT, "web/node_modules/axe-core/axe.min.js");
const EXECUTABLE = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const OPTIONS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether there is a browser to test with. */
export const HAS_BROWSER = existsSync(EXECUTABLE);

export interface Look {
  readonly width: number;
  readonly theme: "light" | "dark";
}

/** How the page is looked at: on a telephone, a laptop and a large screen, light and dark. */
export const LOOKS: readonly Look[] = [390, 1280, 1920].flatMap((width) => (["light", "dark"] as const).map((theme) => ({ width, theme })));

/** A page, and what went wrong on it. */
export interface Opened {
  readonly page: Page;
  /** Errors and warnings of its console, and scripts that failed. */
  readonly complaints: string[];
  /** Every address that was asked for. */
  readonly requests: string[];
}

/** Chromium without a window. */
export class Browser {
  readonly #context: BrowserContext;
  readonly #folder: string;

  private constructor(context: BrowserContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  static async start(): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), "podmirror-browser-"));
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: EXECUTABLE,
      headless: true,
      args: OPTIONS,
      acceptDownloads: true,
    });
    await serveBuilt(context);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    return new Browser(context, folder);
  }

  async stop(): Promise<void> {
    await this.#context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async open(
    address: string,
    look: Look = { width: 1280, theme: "light" },
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Opened> {
    const page = await this.#context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") {
        complaints.push(message.text());
      }
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    await page.setViewportSize({ width: look.width, height: look.width < 700 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: look.theme, reducedMotion: "reduce" });
    await prepare(page);
    await page.goto(address);
    return { page, complaints, requests };
  }
}

/**
 * With PODMIRROR_PAGE=1 the page is the one that npm run bundle left, under the agent's policy, so that work on it needs no build of the agent.
 */
async function serveBuilt(context: BrowserContext): Promise<void> {
  if (process.env["PODMIRROR_PAGE"] === undefined) {
    return;
  }
  await context.route(OWN_FILES, async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const policy = (await route.fetch({ url: `${origin}/` })).headers()["content-security-policy"] ?? "";
    const path = join(BUILT, pathname === "/" ? "index.html" : pathname);
    await route.fulfill({ path, headers: { "content-security-policy": policy } });
  });
}

/** Keeps a picture of a page. */
export async function picture(page: Page, name: string, look: Look): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}-${look.width}-${look.theme}.png`) });
}

/** What axe finds wrong, each as one line. */
export async function axe(page: Page): Promise<string[]> {
  // By the debugger, to which the page's policy does not apply.
  await page.evaluate(`${readFileSync(AXE, "utf8")}; undefined`);
  return page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: { run: () => Promise<{ violations: Violation[] }> } }).axe;
    interface Violation {
      id: string;
      nodes: { html: string; failureSummary: string }[];
    }
    const { violations } = await run();
    return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html} ${node.failureSummary}`));
  });
}
