import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { freePort, until } from "./agent.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const UNSHARE = [["--net"], ["--user", "--map-root-user", "--net"]];

/** It may have to be built first. */
const START_MS = 240_000;

/** It ends by itself, should nobody end it. */
const SECONDS = "600";

/** Whether this user may make the network namespaces that it needs, and its executables are there. */
export const HAS_DEMO =
  existsSync(join(ROOT, "out/podmirror")) &&
  existsSync(join(ROOT, "out/podmirror-agent")) &&
  UNSHARE.some((options) => spawnSync("unshare", [...options, "true"]).status === 0);

/** The demo as a newcomer starts it. */
export class Demo {
  readonly web: string;
  readonly #process: ChildProcess;

  private constructor(web: string, child: ChildProcess) {
    this.web = web;
    this.#process = child;
  }

  static async start(): Promise<Demo> {
    const port = await freePort();
    const env = { ...process.env, DEMO_PORT: `${port}`, DEMO_SECONDS: SECONDS };
    const child = spawn(join(ROOT, "scripts/demo"), { env, detached: true, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (text) => {
      said += String(text);
    });
    const demo = new Demo(`http://localhost:${port}/`, child);
    try {
      await until("the demo", async () => child.exitCode !== null || (said.includes(demo.web) && (await fetch(`${demo.web}healthz`)).ok), START_MS);
      if (child.exitCode !== null) {
        throw new Error(`the demo ended with ${child.exitCode}`);
      }
    } catch (fault) {
      await demo.stop();
      throw new Error(said, { cause: fault });
    }
    return demo;
  }

  /** What the agent answers below /api/v1/. */
  async get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.web}api/v1/${path}`)).json()) as T;
  }

  /** Ends it as Ctrl-C does: every process that hears the terminal hears it. */
  async stop(): Promise<void> {
    const { pid, exitCode } = this.#process;
    if (pid !== undefined && exitCode === null) {
      const ended = new Promise((resolve) => this.#process.once("exit", resolve));
      process.kill(-pid, "SIGINT");
      await ended;
    }
  }
}
