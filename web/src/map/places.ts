import type { MapEdge, MapNode } from "../api/catalog-types.ts";
import { layersOf } from "./layers.ts";

/** A node with where it stands: the middle of its left edge. */
export interface Placed {
  readonly node: MapNode;
  readonly x: number;
  readonly y: number;
}

/** A picture of the map, in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly Placed[];
  readonly edges: readonly { readonly edge: MapEdge; readonly path: string; readonly weight: number }[];
}

export const NODE_WIDTH = 168;
export const NODE_HEIGHT = 44;
const COLUMN_GAP = 84;
const ROW_GAP = 22;
const MARGIN = 16;
const MAX_WEIGHT = 6;

/** Where everything stands; edges to nodes that there are not are left out. */
export function pictureOf(nodes: readonly MapNode[], edges: readonly MapEdge[]): Picture {
  const known = new Map(nodes.map((node) => [node.name, node]));
  const kept = edges.filter((edge) => known.has(edge.from) && known.has(edge.to));
  const layers = layersOf({ nodes: nodes.map((node) => node.name), edges: kept.map((edge) => [edge.from, edge.to]) });
  const tallest = Math.max(1, ...layers.map((layer) => layer.length));
  const height = tallest * (NODE_HEIGHT + ROW_GAP) - ROW_GAP + 2 * MARGIN;
  const placed = new Map<string, Placed>();
  for (const [column, layer] of layers.entries()) {
    const top = (height - (layer.length * (NODE_HEIGHT + ROW_GAP) - ROW_GAP)) / 2;
    for (const [row, name] of layer.entries()) {
      const node = known.get(name);
      if (node !== undefined) {
        const x = MARGIN + column * (NODE_WIDTH + COLUMN_GAP);
        placed.set(name, { node, x, y: top + row * (NODE_HEIGHT + ROW_GAP) + NODE_HEIGHT / 2 });
      }
    }
  }
  const most = Math.max(1, ...kept.map((edge) => edge.calls));
  return {
    width: layers.length * (NODE_WIDTH + COLUMN_GAP) - COLUMN_GAP + 2 * MARGIN,
    height,
    nodes: [...placed.values()],
    edges: kept.flatMap((edge) => {
      const [from, to] = [placed.get(edge.from), placed.get(edge.to)];
      const weight = 1 + (MAX_WEIGHT - 1) * (Math.log1p(edge.calls) / Math.log1p(most));
      return from === undefined || to === undefined ? [] : [{ edge, path: curve(from, to), weight }];
    }),
  };
}

/** A curve from the right edge of one to the left edge of the other; around, where that lies behind. */
function curve(from: Placed, to: Placed): string {
  if (from === to) {
    const right = from.x + NODE_WIDTH;
    return `M${right} ${from.y - 8}c34 -22 34 38 0 16`;
  }
  const [start, end] = [from.x + NODE_WIDTH, to.x];
  const bend = end > start ? (end - start) / 2 : COLUMN_GAP * 0.75;
  return `M${start} ${from.y}C${start + bend} ${from.y} ${end - bend} ${to.y} ${end} ${to.y}`;
}
