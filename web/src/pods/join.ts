import type { Container, Counts, Coverage, CoveragePod, Ledger, SidecarPod, Sidecars } from "../api/types.ts";

/** A Pod as its row shows it: what the cluster says of it, and what its sidecars say. */
export interface Pod {
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  /** How it stands; "heard" where only its sidecars are known. */
  readonly state: string;
  /** What the webhook would decide now, in a word of the API; null where the cluster is not known. */
  readonly reason: string | null;
  readonly why: string;
  readonly owner: CoveragePod["owner"] | null;
  readonly node: string | null;
  readonly containers: readonly Container[];
  readonly service: string | null;
  readonly mirror: Ledger | null;
  readonly tme: Ledger | null;
  readonly heard: string | null;
  readonly lastSpan: string | null;
}

/** States in the order in which somebody has to do something about them. */
export const STATES = ["restart_needed", "not_ready", "refused", "heard", "mirrored", "not_wanted"];

/** The Pods of both reports, those that need something first. */
export function joinPods(coverage: Coverage | null, sidecars: Sidecars | null): Pod[] {
  const told = new Map((sidecars?.pods ?? []).map((pod) => [keyOf(pod.namespace, pod.pod ?? pod.service), pod]));
  const covered = (coverage?.pods ?? []).map((pod) => {
    const key = keyOf(pod.namespace, pod.name);
    const sidecar = told.get(key) ?? null;
    told.delete(key);
    return ofCoverage(key, pod, sidecar);
  });
  const all = [...covered, ...[...told].map(([key, sidecar]) => ofSidecar(key, sidecar))];
  return all.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || compare(a.key, b.key));
}

function keyOf(space: string | null, name: string | null): string {
  return `${space ?? ""}/${name ?? ""}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function ofCoverage(key: string, pod: CoveragePod, sidecar: SidecarPod | null): Pod {
  return {
    key,
    namespace: pod.namespace,
    name: pod.name,
    state: pod.state,
    reason: pod.reason,
    why: pod.detail === null ? pod.sentence : `${pod.sentence} (${pod.detail})`,
    owner: pod.owner,
    node: pod.node,
    containers: pod.containers,
    service: sidecar?.service ?? null,
    mirror: sidecar?.mirror ?? null,
    tme: sidecar?.tme ?? null,
    heard: sidecar?.heard ?? null,
    lastSpan: pod.last_span,
  };
}

function ofSidecar(key: string, sidecar: SidecarPod): Pod {
  return {
    key,
    namespace: sidecar.namespace ?? "",
    name: sidecar.pod ?? sidecar.service ?? "",
    state: "heard",
    reason: null,
    why: "its sidecars report; what it should be is known with --injector",
    owner: null,
    node: null,
    containers: [],
    service: sidecar.service,
    mirror: sidecar.mirror,
    tme: sidecar.tme,
    heard: sidecar.heard,
    lastSpan: null,
  };
}

/** Reasons with which a Pod is to have the containers. */
const WANTED = new Set(["injected", "already_injected"]);

/** Whether a Pod should be mirrored: "yes", "no", or "asked for" where something stands against it; a dash where nobody knows. */
export function shouldOf(pod: Pod): string {
  if (pod.reason === null) {
    return "–";
  }
  if (pod.state === "refused") {
    return "asked for";
  }
  return WANTED.has(pod.reason) ? "yes" : "no";
}

/** Whether it is: "yes", "no", or "in part" where its containers are there and not as they should be. */
export function isOf(pod: Pod): string {
  if (pod.state === "mirrored" || pod.state === "heard") {
    return "yes";
  }
  if (pod.state === "not_ready") {
    return "in part";
  }
  return pod.containers.length === 0 ? "no" : "yes, as it was";
}

/** What of a Pod's traffic did not become spans: dropped exchanges, and packets that the kernel dropped. */
export function dropsOf(pod: Pod): number {
  return sum(pod.mirror?.dropped) + sum(pod.tme?.dropped) + (pod.mirror?.counters["ring_drops"] ?? 0);
}

export function sum(counts: Counts | undefined): number {
  return Object.values(counts ?? {}).reduce((all, count) => all + count, 0);
}

/** Bytes of TLS and of everything that was read, of which TLS cannot be. */
export function tlsOf(pod: Pod): readonly [tls: number, all: number] {
  const counters = pod.mirror?.counters;
  return [counters?.["bytes_opaque_tls"] ?? 0, counters?.["bytes_parsed"] ?? 0];
}

const HASH = /-[a-z0-9]+$/u;

/** The command that makes a Pod's workload start anew; null where its kind has none. */
export function restartCommand(pod: Pod): string | null {
  const { owner } = pod;
  const kinds: Readonly<Record<string, string>> = {
    StatefulSet: "statefulset",
    DaemonSet: "daemonset",
    Deployment: "deployment",
    ReplicaSet: "deployment",
  };
  const kind = owner === null ? undefined : kinds[owner.kind];
  if (owner === null || kind === undefined) {
    return null;
  }
  // A Deployment names its ReplicaSets by itself and a hash.
  const name = owner.kind === "ReplicaSet" ? owner.name.replace(HASH, "") : owner.name;
  return `kubectl --namespace ${pod.namespace} rollout restart ${kind}/${name}`;
}
