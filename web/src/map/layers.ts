/** A graph that is drawn in layers, callers left of those whom they call. */
export interface Graph {
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

/** Rounds in which each layer is ordered by the one beside it; later ones change little. */
const ROUNDS = 6;

/** The layers of a graph, and the way of each edge through them. */
export interface Layers {
  /** The names in each layer, from the first: of nodes, and of places that edges pass. */
  readonly layers: readonly (readonly string[])[];
  /** The places that an edge passes from one end to the other, by its ends. */
  readonly passes: ReadonlyMap<string, readonly string[]>;
}

/** The key of an edge: names hold no line break that somebody would see. */
export function edgeKey(from: string, to: string): string {
  return `${from}\n${to}`;
}

/**
 * The nodes of each layer, in the order in which few edges cross, and places for edges that pass a layer, so that they go between its nodes and not
 * behind them. Pure, and the same for the same graph.
 */
export function layersOf(graph: Graph): Layers {
  const level = levels(graph.nodes, adjacency(graph));
  const layers: string[][] = [];
  const put = (name: string, at: number): void => {
    const layer = layers[at] ?? [];
    layers[at] = layer;
    layer.push(name);
  };
  for (const node of graph.nodes) {
    put(node, level.get(node) ?? 0);
  }
  const passes = new Map<string, readonly string[]>();
  const steps: (readonly [string, string])[] = [];
  for (const [from, to] of graph.edges) {
    const [start, end] = [level.get(from) ?? 0, level.get(to) ?? 0];
    const between = Array.from({ length: Math.max(0, end - start - 1) }, (_, index) => `${edgeKey(from, to)}\n${index}`);
    for (const [index, place] of between.entries()) {
      put(place, start + 1 + index);
    }
    passes.set(edgeKey(from, to), between);
    const way = [from, ...between, to];
    steps.push(...way.slice(1).map((place, index) => [way[index] ?? from, place] as const));
  }
  const filled = Array.from(layers, (layer) => layer ?? []).filter((layer) => layer.length > 0);
  return { layers: order(filled, neighbours({ nodes: filled.flat(), edges: steps })), passes };
}

/** Whom each node calls, without itself and what leads back to it. */
function adjacency(graph: Graph): Map<string, string[]> {
  const all = new Map<string, string[]>(graph.nodes.map((node) => [node, []]));
  for (const [from, to] of graph.edges) {
    if (from !== to && all.has(to)) {
      all.get(from)?.push(to);
    }
  }
  return withoutCycles(graph.nodes, all);
}

/** Leaves out the edges that close a cycle, as a walk in depth meets them. */
function withoutCycles(nodes: readonly string[], next: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const walk: Walk = { next, kept: new Map(nodes.map((node) => [node, []])), state: new Map() };
  for (const start of startsFirst(nodes, next)) {
    if (!walk.state.has(start)) {
      walkFrom(start, walk);
    }
  }
  return walk.kept;
}

interface Walk {
  readonly next: ReadonlyMap<string, readonly string[]>;
  readonly kept: Map<string, string[]>;
  /** Open while the walk is behind a node, and done when it has left it. */
  readonly state: Map<string, "open" | "done">;
}

/** Keeps what a walk from a node meets. Without recursion: a chain may be as long as there are nodes. */
function walkFrom(start: string, { next, kept, state }: Walk): void {
  const path = [{ node: start, at: 0 }];
  state.set(start, "open");
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const to = next.get(top.node)?.[top.at];
    top.at++;
    if (to === undefined) {
      state.set(top.node, "done");
      path.pop();
      continue;
    }
    if (state.get(to) !== "open") {
      kept.get(top.node)?.push(to);
    }
    if (!state.has(to)) {
      state.set(to, "open");
      path.push({ node: to, at: 0 });
    }
  }
}

/** The nodes that nobody calls before the others: where calls begin, the picture begins. */
function startsFirst(nodes: readonly string[], next: ReadonlyMap<string, readonly string[]>): string[] {
  const called = new Set([...next.values()].flat());
  return [...nodes.filter((node) => !called.has(node)), ...nodes.filter((node) => called.has(node))];
}

/** The length of the longest way to each node. */
function levels(nodes: readonly string[], next: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const waiting = new Map<string, number>(nodes.map((node) => [node, 0]));
  for (const to of [...next.values()].flat()) {
    waiting.set(to, (waiting.get(to) ?? 0) + 1);
  }
  const level = new Map<string, number>();
  const ready = nodes.filter((node) => waiting.get(node) === 0);
  for (const node of ready) {
    const at = level.get(node) ?? 0;
    level.set(node, at);
    for (const to of next.get(node) ?? []) {
      level.set(to, Math.max(level.get(to) ?? 0, at + 1));
      const left = (waiting.get(to) ?? 1) - 1;
      waiting.set(to, left);
      if (left === 0) {
        ready.push(to);
      }
    }
  }
  return level;
}

function neighbours(graph: Graph): Map<string, string[]> {
  const all = new Map<string, string[]>(graph.nodes.map((node) => [node, []]));
  for (const [from, to] of graph.edges) {
    all.get(from)?.push(to);
    all.get(to)?.push(from);
  }
  return all;
}

/** Orders each layer by where its neighbours are on the average, forth and back. */
function order(layers: readonly string[][], beside: ReadonlyMap<string, readonly string[]>): string[][] {
  const ordered = layers.map((layer) => [...layer]);
  for (let round = 0; round < ROUNDS; round++) {
    const place = new Map(ordered.flatMap((layer) => layer.map((node, index) => [node, (index + 0.5) / layer.length] as const)));
    const middle = (node: string): number => {
      const places = (beside.get(node) ?? []).map((other) => place.get(other) ?? 0.5);
      return places.length === 0 ? (place.get(node) ?? 0.5) : places.reduce((sum, at) => sum + at, 0) / places.length;
    };
    const indexes = ordered.map((_, index) => index);
    for (const index of round % 2 === 0 ? indexes : indexes.reverse()) {
      const layer = ordered[index] ?? [];
      const middles = new Map(layer.map((node) => [node, middle(node)]));
      layer.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
      for (const [at, node] of layer.entries()) {
        place.set(node, (at + 0.5) / layer.length);
      }
    }
  }
  return ordered;
}
