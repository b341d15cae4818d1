import { describe, expect, it } from "vitest";
import { edgeKey, layersOf } from "../../src/map/layers.ts";
import { NODE_HEIGHT, NODE_WIDTH, pictureOf } from "../../src/map/places.ts";
import { MAP } from "../kit/catalog.ts";

type Edge = readonly [string, string];

/** A graph out of a seed: so many nodes, and edges between any of them, themselves too. */
function graphOf(seed: number): { nodes: string[]; edges: Edge[] } {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
  const nodes = Array.from({ length: 1 + next(24) }, (_, index) => `n${index}`);
  const edges = Array.from({ length: next(50) }, (): Edge => [`n${next(nodes.length)}`, `n${next(nodes.length)}`]);
  return { nodes, edges: [...new Map(edges.map((edge) => [edge.join(), edge])).values()] };
}

function levelOf(layers: readonly (readonly string[])[], name: string): number {
  return layers.findIndex((layer) => layer.includes(name));
}

describe("the layers of a map", () => {
  it("Whoever calls is left of whom he calls", () => {
    const edges: Edge[] = [
      ["a", "b"],
      ["b", "c"],
      ["a", "c"],
    ];
    const { layers, passes } = layersOf({ nodes: ["c", "b", "a"], edges });
    expect(["a", "b", "c"].map((name) => levelOf(layers, name))).toEqual([0, 1, 2]);
    // What goes past b goes beside it.
    expect(passes.get(edgeKey("a", "c"))).toHaveLength(1);
    expect(layers[1]).toHaveLength(2);
  });

  it("Of a circle one call goes back, and the others forth", () => {
    const edges: Edge[] = [
      ["a", "b"],
      ["b", "c"],
      ["c", "a"],
    ];
    const { layers } = layersOf({ nodes: ["a", "b", "c"], edges });
    expect(layers).toEqual([["a"], ["b"], ["c"]]);
  });

  it("Whatever the graph, each node has one place, an edge at least one layer, and no layer is empty", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const graph = graphOf(seed);
      const { layers, passes } = layersOf(graph);
      const all = layers.flat();
      expect(new Set(all.filter((name) => !name.includes("\n")))).toEqual(new Set(graph.nodes));
      expect(new Set(all).size).toBe(all.length);
      expect(layers.every((layer) => layer.length > 0)).toBe(true);
      for (const [from, to] of graph.edges) {
        const places = [from, ...(passes.get(edgeKey(from, to)) ?? []), to].map((name) => levelOf(layers, name));
        const isForth = places.every((at, index) => index === 0 || at === (places[index - 1] ?? 0) + 1);
        expect(isForth || (places.length === 2 && (places[1] ?? 0) <= (places[0] ?? 0)), `${seed}: ${from} to ${to} ${places}`).toBe(true);
      }
    }
  });

  it("A chain of ten thousand is no burden to the stack", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => `n${index}`);
    const edges = nodes.slice(1).map((node, index): Edge => [`n${index}`, node]);
    expect(layersOf({ nodes, edges }).layers).toHaveLength(10_000);
  });
});

describe("the picture of a map", () => {
  it("No two nodes lie on each other, and all are within it", () => {
    const picture = pictureOf(MAP.nodes, MAP.edges);
    expect(picture.nodes).toHaveLength(MAP.nodes.length);
    for (const a of picture.nodes) {
      expect(a.x >= 0 && a.x + NODE_WIDTH <= picture.width && a.y - NODE_HEIGHT / 2 >= 0 && a.y + NODE_HEIGHT / 2 <= picture.height).toBe(true);
      const over = picture.nodes.filter((b) => b !== a && Math.abs(a.x - b.x) < NODE_WIDTH && Math.abs(a.y - b.y) < NODE_HEIGHT);
      expect(over).toEqual([]);
    }
  });

  it("Edges to nodes that there are not are left out, and names may be anything", () => {
    const nodes = ["__proto__", "constructor", "<svg onload=1>"].map((name) => ({ name, service: true, calls: 1 }));
    const edges = [
      { from: "__proto__", to: "constructor", calls: 1, last_seen: null },
      { from: "constructor", to: "nobody", calls: 1, last_seen: null },
    ];
    const picture = pictureOf(nodes, edges);
    expect(picture.nodes).toHaveLength(3);
    expect(picture.edges.map((each) => each.edge.to)).toEqual(["constructor"]);
    expect(picture.edges[0]?.path).not.toMatch(/NaN|undefined/u);
  });

  it("Nothing is a picture too", () => {
    expect(pictureOf([], [])).toMatchObject({ nodes: [], edges: [] });
  });
});
