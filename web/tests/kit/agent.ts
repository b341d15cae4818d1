import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const ROOT = new URL("../../../", import.meta.url).pathname;
const START_MS = 30_000;

/** The executable: as it is shipped where that was built, else as the last build left it. */
function executable(): string {
  const candidates = [
    process.env["PODMIRROR_AGENT"] ?? "",
    join(ROOT, "out/podmirror-agent"),
    join(ROOT, "artifacts/bin/PodMirror.Agent/release/podmirror-agent"),
  ];
  const found = candidates.find((path) => path !== "" && existsSync(path));
  if (found === undefined) {
    throw new Error("there is no podmirror-agent; make build leaves one");
  }
  return found;
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Asks until it holds. */
export async function until(what: string, holds: () => Promise<boolean>, patienceMs = START_MS): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) {
      throw new Error(`did not come: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A real agent on free ports of loopback, with what tests send it and ask of it. */
export class Agent {
  readonly web: string;
  readonly #http: string;
  readonly #process: ChildProcess;
  readonly #folder: string;
  #log = "";

  private constructor(web: string, http: string, child: ChildProcess, folder: string) {
    this.web = web;
    this.#http = http;
    this.#process = child;
    this.#folder = folder;
    child.stdout?.on("data", (text) => this.#hear(text));
    child.stderr?.on("data", (text) => this.#hear(text));
  }

  /** Starts one; with a kubeconfig it watches that cluster. */
  static async start(kubeconfig?: string, options: readonly string[] = []): Promise<Agent> {
    const [grpc, http, web, webhook] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
    const folder = mkdtempSync(join(tmpdir(), "podmirror-page-"));
    const args = [
      "--grpc-port",
      `${grpc}`,
      "--http-port",
      `${http}`,
      "--web",
      `localhost:${web}`,
      "--data",
      ":memory:",
      "--store-max-spans-per-second",
      "100000",
      ...options,
    ];
    if (kubeconfig !== undefined) {
      const [settings, config] = [join(folder, "injection.json"), join(folder, "kubeconfig")];
      writeFileSync(settings, JSON.stringify({ image: "podmirror:1", endpoint: "http://podmirror.podmirror.svc:4318" }));
      writeFileSync(config, kubeconfig);
      args.push("--injector", "--injection", settings, "--kubeconfig", config, "--namespace", "podmirror", "--webhook", `localhost:${webhook}`);
    }
    const agent = new Agent(`http://localhost:${web}/`, `http://localhost:${http}/`, spawn(executable(), args), folder);
    await until(`the agent\n${agent.#log}`, async () => (await fetch(`${agent.web}healthz`)).ok);
    return agent;
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.kill("SIGKILL");
    await ended;
    rmSync(this.#folder, { recursive: true });
  }

  /** Sends spans or metrics as OTLP/JSON. */
  async send(signal: "traces" | "metrics", body: object): Promise<void> {
    const answer = await fetch(`${this.#http}v1/${signal}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`the agent refuses ${signal}: ${answer.status} ${await answer.text()}`);
    }
  }

  /** The value of a metric without labels. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.web}metrics`)).text();
    const line = text.split("\n").find((each) => each.startsWith(`podmirror_agent_${name} `));
    return Number(line?.split(" ")[1] ?? Number.NaN);
  }

  /** Waits until so many exchanges are stored. */
  async stored(count: number): Promise<void> {
    await until(`${count} stored exchanges`, async () => (await this.metric("spans_stored_total")) >= count);
  }

  #hear(text: Buffer): void {
    this.#log += text.toString();
  }
}
