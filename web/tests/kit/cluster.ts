import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { freePort } from "./agent.ts";

/** A Pod of the cluster. */
export interface TestPod {
  readonly name: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly containers: readonly object[];
  readonly statuses: readonly object[];
}

const APP = { name: "app", image: "app:1" };
const MIRROR = { name: "mirror", image: "podmirror:1", args: ["mirror", "--mode", "ingress"] };
const TME = { name: "tme", image: "podmirror:1" };
const READY = [
  { name: "tme", ready: true, restartCount: 1 },
  { name: "mirror", ready: true, restartCount: 0 },
];
const WAITING = [
  { name: "tme", ready: true, restartCount: 0 },
  { name: "mirror", ready: false, restartCount: 0, state: { waiting: { reason: "ImagePullBackOff" } } },
];

/** One Pod of each state, and some more. */
export const PODS: readonly TestPod[] = [
  { name: "shop-7d9f6c5b8-x2k4q", containers: [APP, TME, MIRROR], statuses: READY },
  { name: "cart-5b8d9c7f6-p8h2v", containers: [APP, TME, MIRROR], statuses: WAITING },
  { name: "orders-6f7c8d9b5-m4n7t", containers: [APP], statuses: [] },
  { name: "search-84c6d5f7b-q9w3e", containers: [APP], statuses: [], annotations: { "mirror.traceable.ai/inject": "perhaps" } },
  { name: "batch-9c8b7d6f5-z1x5c", containers: [APP], statuses: [], annotations: { "mirror.traceable.ai/inject": "false" } },
  ...Array.from({ length: 6 }, (_, i) => ({ name: `web-7c9d8f6b5-r${i}t6y`, containers: [APP, TME, MIRROR], statuses: READY })),
];

/** As much of an API server as coverage reads: one namespace that takes part, its Pods, and watches that say nothing. */
export class Cluster {
  readonly kubeconfig: string;
  readonly #server: Server;

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.kubeconfig = JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "test",
      clusters: [{ name: "test", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "test", user: { token: "test" } }],
      contexts: [{ name: "test", context: { cluster: "test", user: "test", namespace: "podmirror" } }],
    });
  }

  static async start(pods: readonly TestPod[] = PODS): Promise<Cluster> {
    const lists: Readonly<Record<string, readonly object[]>> = {
      "/api/v1/namespaces": [
        {
          metadata: {
            name: "shop",
            labels: { "traceableai-inject-mirror": "enabled" },
            annotations: { "mirror.traceable.ai/defaultInject": "true" },
          },
        },
      ],
      "/api/v1/nodes": [{ metadata: { name: "node-a" }, status: { nodeInfo: { kubeletVersion: "v1.33.0" } } }],
      "/api/v1/namespaces/shop/pods": pods.map(podOf),
    };
    const port = await freePort();
    const server = createServer((request, response) => answer(lists, request, response));
    await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
    return new Cluster(server, port);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

function answer(lists: Readonly<Record<string, readonly object[]>>, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? "/", "http://cluster");
  const items = request.method === "GET" ? lists[url.pathname] : undefined;
  response.setHeader("content-type", "application/json");
  if (items === undefined) {
    response.writeHead(404).end(JSON.stringify({ kind: "Status", reason: "NotFound", message: "not here" }));
  } else if (url.searchParams.has("watch")) {
    response.writeHead(200);
    response.flushHeaders();
  } else {
    response.end(JSON.stringify({ kind: "List", apiVersion: "v1", metadata: { resourceVersion: "1" }, items }));
  }
}

function podOf(pod: TestPod): object {
  return {
    metadata: {
      name: pod.name,
      namespace: "shop",
      uid: `uid-${pod.name}`,
      creationTimestamp: "2026-01-02T03:04:05Z",
      annotations: pod.annotations ?? {},
      ownerReferences: [{ kind: "ReplicaSet", name: pod.name.replace(/-[^-]+$/u, ""), controller: true, apiVersion: "apps/v1", uid: "u" }],
    },
    spec: { nodeName: "node-a", containers: pod.containers },
    status: { phase: "Running", containerStatuses: pod.statuses },
  };
}
