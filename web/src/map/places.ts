import type { MapEdge, MapNode } from "../api/catalog-types.ts";
import { edgeKey, layersOf } from "./layers.ts";

/** A point; of a node, the middle of its left edge. */
interface Point {
  readonly x: number;
  readonly y: number;
}

/** A node with where it stands. */
export interface Placed extends Point {
  readonly node: MapNode;
}

/** A picture of the map, in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly { readonly edge: MapEdge; readonly path: string; readonly weight: number }[];
}

export const NODE_WIDTH = 160;
export const NODE_HEIGHT = 44;
/** What an edge takes of the layer that it passes. */
const PASS_HEIGHT = 14;
const COLUMN_GAP = 76;
const ROW_GAP = 20;
const MARGIN = 16;
const MAX_WEIGHT = 6;

/** Where everything stands; edges to nodes that there are not are left out. */
export function pictureOf(nodes: readonly MapNode[], edges: readonly MapEdge[]): Picture {
  const known = new Map(nodes.map((node) => [node.name, node]));
  const kept = edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const { layers, passes } = layersOf({ nodes: nodes.map((node) => node.name), edges: kept.map((edge) => [edge.from, edge.to]) });
  const heightOf = (name: string): number => (known.has(name) ? NODE_HEIGHT : PASS_HEIGHT);
  const heights = layers.map((layer) => layer.reduce((sum, name) => sum + heightOf(name) + ROW_GAP, -ROW_GAP));
  const height = Math.max(0, ...heights) + 2 * MARGIN;
  const places = new Map<string, Point>();
  for (const [column, layer] of layers.entries()) {
    let top = (height - (heights[column] ?? 0)) / 2;
    for (const name of layer) {
      places.set(name, { x: MARGIN + column * (NODE_WIDTH + COLUMN_GAP), y: top + heightOf(name) / 2 });
      top += heightOf(name) + ROW_GAP;
    }
  }
  const most = Math.max(1, ...kept.map((edge) => edge.calls));
  return {
    width: layers.length * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP + 2 * MARGIN,
    height,
    nodes: nodes.flatMap((node) => {
      const place = places.get(node.name);
      return place === undefined ? [] : [{ node, ...place }];
    }),
    edges: kept.map((edge) => {
      const way = [edge.from, ...(passes.get(edgeKey(edge.from, edge.to)) ?? []), edge.to];
      const weight = 1 + (MAX_WEIGHT - 1) * (Math.log1p(edge.calls) / Math.log1p(most));
      return { edge, weight, path: pathOf(way.map((name) => places.get(name) ?? { x: 0, y: 0 })) };
    }),
  };
}

/** Curves from place to place, level where they pass a layer. */
function pathOf(way: readonly Point[]): string {
  const [first = { x: 0, y: 0 }] = way;
  const last = way.at(-1) ?? first;
  const start = first.x + NODE_WIDTH;
  if (first === last) {
    // A call to itself: a loop at its right edge.
    return `M${start} ${first.y - 9}c30 -22 30 40 0 18`;
  }
  if (last.x <= first.x) {
    return backward(first, last);
  }
  const steps = way.slice(1).map((place, index) => {
    const from = way[index] ?? first;
    const left = index === 0 ? start : from.x + NODE_WIDTH;
    const bend = (place.x - left) / 2;
    const curve = `C${left + bend} ${from.y} ${place.x - bend} ${place.y} ${place.x} ${place.y}`;
    return place === last ? curve : `${curve}H${place.x + NODE_WIDTH}`;
  });
  return `M${start} ${first.y}${steps.join("")}`;
}

/** Back to a layer before, or to another node of the same: out of the left edge and in at the right one, where nothing else begins. */
function backward(from: Point, to: Point): string {
  const [start, end] = [from.x, to.x + NODE_WIDTH];
  const lower = NODE_HEIGHT / 4;
  if (start > end) {
    const bend = (start - end) / 2;
    return `M${start} ${from.y + lower}C${start - bend} ${from.y + lower} ${end + bend} ${to.y + lower} ${end} ${to.y + lower}`;
  }
  const out = from.x + NODE_WIDTH;
  return `M${out} ${from.y}C${out + COLUMN_GAP} ${from.y} ${end + COLUMN_GAP} ${to.y} ${end} ${to.y}`;
}
