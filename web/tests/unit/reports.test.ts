import { describe, expect, it } from "vitest";
import type { Coverage, CoveragePod, Ledger, Pipeline, SidecarPod, Sidecars } from "../../src/api/types.ts";
import { stagesOf, unwanted } from "../../src/health/ledger.ts";
import { dropsOf, isOf, joinPods, restartCommand, shouldOf } from "../../src/pods/join.ts";

function pod(name: string, state: string, owner = { kind: "ReplicaSet", name: "web-5d9f8c7b6" }): CoveragePod {
  const rest = { node: "n", created: "", reason: "injected", detail: null, sentence: "why", containers: [], last_span: null };
  return { namespace: "shop", name, uid: name, owner, state, ...rest };
}

function ledger(counters: Record<string, number>, dropped: Record<string, number> = {}): Ledger {
  return { since: null, time: "", balanced: true, detail: "full", cpu_permille: 1, memory_bytes: 2, dropped, counters };
}

function sidecar(name: string, mirror: Ledger | null, tme: Ledger | null = null): SidecarPod {
  return { namespace: "shop", pod: name, service: "shop", heard: "", mirror, tme };
}

const COVERAGE: Coverage = {
  complete: true,
  trouble: null,
  summary: {},
  pods: [pod("b", "mirrored"), pod("a", "mirrored"), pod("z", "restart_needed")],
};

describe("Pods of both reports", () => {
  it("Those that need something come first, and each has what its sidecars told", () => {
    const sidecars: Sidecars = { pods: [sidecar("a", ledger({ ring_drops: 3 }, { no_peer: 2 })), sidecar("other", null)], total: 2 };
    const pods = joinPods(COVERAGE, sidecars);
    expect(pods.map((each) => `${each.name} ${each.state}`)).toEqual(["z restart_needed", "other heard", "a mirrored", "b mirrored"]);
    expect(pods.map(dropsOf)).toEqual([0, 0, 5, 0]);
  });

  it("One report is enough", () => {
    expect(joinPods(COVERAGE, null)).toHaveLength(3);
    expect(joinPods(null, { pods: [sidecar("a", null)], total: 1 })).toHaveLength(1);
    expect(joinPods(null, null)).toEqual([]);
  });

  it.each([
    ["mirrored", "already_injected", 2, "yes", "yes"],
    ["not_ready", "already_injected", 2, "yes", "in part"],
    ["restart_needed", "injected", 0, "yes", "no"],
    ["restart_needed", "already_injected", 2, "yes", "yes, as it was"],
    ["restart_needed", "opted_out", 2, "no", "yes, as it was"],
    ["refused", "invalid_annotation", 0, "asked for", "no"],
    ["not_wanted", "opted_out", 0, "no", "no"],
  ])("A Pod that is %s for %s with %i containers should be mirrored: %s, and is: %s", (state, reason, count, should, is) => {
    const containers = Array.from({ length: count }, (_, i) => ({ name: `${i}`, ready: true, restarts: 0, waiting: null }));
    const [joined] = joinPods({ ...COVERAGE, pods: [{ ...pod("a", state), reason, containers }] }, null);
    expect(joined && [shouldOf(joined), isOf(joined)]).toEqual([should, is]);
  });

  it("A workload is restarted by what makes its Pods", () => {
    const [replica] = joinPods(COVERAGE, null);
    expect(replica && restartCommand(replica)).toBe("kubectl --namespace shop rollout restart deployment/web");
    const [job] = joinPods({ ...COVERAGE, pods: [pod("j", "restart_needed", { kind: "Job", name: "once" })] }, null);
    expect(job && restartCommand(job)).toBeNull();
  });
});

describe("the ledger in stages", () => {
  const pipeline: Pipeline = {
    injector: false,
    catalog: null,
    received: { spans: 100, accepted: 95, refused: { span_too_large: 5 } },
    queue: { durable: true, trouble: null, file_bytes: 0, memory_bytes: 0, memory_limit_bytes: 1 },
    destinations: [
      {
        name: "store",
        kind: "store",
        trouble: null,
        waiting: 2,
        waiting_bytes: 0,
        limit_bytes: 1,
        oldest_age_seconds: 0,
        delivered: 80,
        duplicate: 3,
        dropped: { rate: 10 },
      },
    ],
  };

  it("What came in is what went on, waits, or has a reason", () => {
    const mirror = ledger({ packets_seen: 10, packets_tcp: 8, packets_not_tcp: 2, ring_drops: 1, exchanges_built: 4, exchanges_acknowledged: 3 });
    const other = ledger({ packets_seen: 5, packets_tcp: 5, exchanges_dropped_socket_full: 1 });
    const sidecars: Sidecars = {
      pods: [sidecar("a", mirror, ledger({ exchanges_received: 4, exchanges_exported: 4 })), sidecar("b", other)],
      total: 2,
    };
    for (const stage of stagesOf(pipeline, sidecars)) {
      const accounted = stage.passed + stage.waiting + stage.losses.reduce((all, loss) => all + loss.count, 0);
      expect([stage.id, accounted]).toEqual([stage.id, stage.entered]);
    }
  });

  it("What somebody asked to leave out is no loss", () => {
    const [received, store] = stagesOf(pipeline, null);
    expect(received && unwanted(received)).toBe(5);
    expect(store && unwanted(store)).toBe(0);
  });

  it("Where nothing is known there is no stage", () => {
    expect(stagesOf(null, null)).toEqual([]);
  });
});
