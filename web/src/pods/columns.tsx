import type { ComponentChild } from "preact";
import { agoOf, bytes, compact, counted, share, words } from "../shared/format.ts";
import { dropsOf, isOf, type Pod, shouldOf, tlsOf } from "./join.ts";

/** A column of the Pods. */
export interface Column {
  readonly title: string;
  readonly name: string;
  readonly about: string;
  readonly cell: (pod: Pod, now: number) => ComponentChild;
}

/** How a state is coloured. */
export function toneOf(state: string): string {
  const tones: Readonly<Record<string, string>> = { mirrored: "good", restart_needed: "warn", not_ready: "bad", refused: "bad" };
  return tones[state] ?? "quiet";
}

/** A state in words. */
export function titleOf(state: string): string {
  return state === "heard" ? "reporting" : words(state);
}

export const COLUMNS: readonly Column[] = [
  { title: "State", name: "state", about: "how it stands", cell: (pod) => <span class={`tag ${toneOf(pod.state)}`}>{titleOf(pod.state)}</span> },
  { title: "Namespace", name: "namespace", about: "", cell: (pod) => pod.namespace },
  { title: "Pod", name: "pod", about: "", cell: (pod) => pod.name },
  { title: "Should", name: "should", about: "whether it should be mirrored", cell: shouldOf },
  { title: "Is", name: "is", about: "whether it is mirrored", cell: isOf },
  { title: "Why", name: "why", about: "", cell: (pod) => pod.why },
  { title: "Sidecars", name: "sidecars", about: "containers that are ready, and restarts", cell: sidecarCell },
  { title: "Dropped", name: "drops", about: "exchanges and packets that were dropped", cell: dropCell },
  { title: "TLS", name: "tls", about: "share of the bytes that is TLS, which is not read", cell: (pod) => share(...tlsOf(pod)) },
  { title: "CPU", name: "cpu", about: "of mirror and tme, as a share of their limits", cell: cpuCell },
  { title: "Memory", name: "memory", about: "of mirror and tme", cell: memoryCell },
  { title: "Last span", name: "last", about: "when its last span came", cell: lastCell },
];

function sidecarCell(pod: Pod): ComponentChild {
  if (pod.containers.length === 0) {
    return pod.heard === null ? "–" : "reporting";
  }
  const ready = pod.containers.filter((container) => container.ready).length;
  const restarts = pod.containers.reduce((all, container) => all + container.restarts, 0);
  const text = `${ready}/${pod.containers.length}${restarts > 0 ? `, ${counted(restarts, "restart")}` : ""}`;
  return <span class={ready === pod.containers.length ? "" : "bad"}>{text}</span>;
}

function dropCell(pod: Pod): ComponentChild {
  if (pod.mirror === null && pod.tme === null) {
    return "–";
  }
  const drops = dropsOf(pod);
  return <span class={drops > 0 ? "warn" : "quiet"}>{compact(drops)}</span>;
}

function cpuCell(pod: Pod): ComponentChild {
  const used = [pod.mirror, pod.tme].filter((ledger) => ledger !== null).map((ledger) => share(ledger.cpu_permille, 1000));
  return used.length === 0 ? "–" : used.join(" + ");
}

function memoryCell(pod: Pod): ComponentChild {
  const used = (pod.mirror?.memory_bytes ?? 0) + (pod.tme?.memory_bytes ?? 0);
  return used === 0 ? "–" : bytes(used);
}

function lastCell(pod: Pod, now: number): ComponentChild {
  return pod.lastSpan === null ? "–" : agoOf(pod.lastSpan, now);
}
