import type { Page } from "playwright-core";
import type { Agent } from "./agent.ts";

/** Files of a page that is whole: its document, a script, styles, an icon. */
const LEAST_FILES = 4;

/** Bytes of all files of the page as they are sent in a coding. Of a file that is sent in another the weight is not known. */
export async function weightOf(agent: Agent, coding: "gzip" | "br"): Promise<number> {
  const html = await (await fetch(agent.web)).text();
  const files = ["", ...[...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)].map(([, path]) => path ?? "")];
  if (files.length < LEAST_FILES) {
    throw new Error(`the page has ${files.length} files: ${files.join(" ")}`);
  }
  const sizes = await Promise.all(
    files.map(async (path) => {
      const answer = await fetch(agent.web + path, { headers: { "accept-encoding": coding } });
      if (answer.headers.get("content-encoding") !== coding) {
        throw new Error(`/${path} is not sent as ${coding}`);
      }
      return Number(answer.headers.get("content-length"));
    }),
  );
  return sizes.reduce((all, size) => all + size, 0);
}

/** Milliseconds from the beginning of the navigation to the first contentful paint, as the browser tells. */
export async function firstPaint(page: Page): Promise<number> {
  const painted = await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
  return (await painted.jsonValue()) ?? Number.NaN;
}
