import type { JSX } from "preact";
import type { MapEdge, MapNode } from "../api/catalog-types.ts";
import { writeRoute } from "../frame/route.ts";
import { compact, counted } from "../shared/format.ts";
import { NODE_HEIGHT, NODE_WIDTH, type Picture } from "./places.ts";

/** Characters of a name that have room in its node; the whole of it is told, and in the table. */
const MAX_NAME = 17;

/** So small a picture may become before it scrolls. */
const LEAST_SCALE = 0.75;

interface Props {
  readonly picture: Picture;
  readonly chosen: string;
  readonly link: (node: string | null) => string;
}

/** The map as a picture. Its nodes are links, so that the keyboard reaches them; the table beside it tells the same. */
export function Drawing(props: Props): JSX.Element {
  const { picture, chosen } = props;
  const { width, height } = picture;
  const isNear = (edge: MapEdge): boolean => chosen === "" || edge.from === chosen || edge.to === chosen;
  const near = new Set(picture.edges.flatMap(({ edge }) => (isNear(edge) ? [edge.from, edge.to] : [])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="drawing" tabIndex={0} aria-label="Who calls whom, as a picture">
      <svg style={{ width: `${width}px`, minWidth: `${width * LEAST_SCALE}px` }} viewBox={`0 0 ${width} ${height}`}>
        <title>Who calls whom</title>
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
            <path d="M0 0 8 4 0 8z" class="arrow" />
          </marker>
        </defs>
        {picture.edges.map(({ edge, path, weight }) => (
          <path
            key={`${edge.from}\n${edge.to}`}
            class={isNear(edge) ? "edge" : "edge far"}
            d={path}
            stroke-width={weight.toFixed(2)}
            marker-end="url(#arrow)"
          >
            <title>{`${edge.from} to ${edge.to}: ${counted(edge.calls, "call")}`}</title>
          </path>
        ))}
        {picture.nodes.map(({ node, x, y }) => (
          <Node
            key={node.name}
            node={node}
            x={x}
            y={y}
            isFar={chosen !== "" && chosen !== node.name && !near.has(node.name)}
            isChosen={chosen === node.name}
            href={props.link(chosen === node.name ? null : node.name)}
          />
        ))}
      </svg>
    </section>
  );
}

interface NodeProps {
  readonly node: MapNode;
  readonly x: number;
  readonly y: number;
  readonly isFar: boolean;
  readonly isChosen: boolean;
  readonly href: string;
}

function Node(props: NodeProps): JSX.Element {
  const { node, x, y } = props;
  const name = node.name.length > MAX_NAME ? `${node.name.slice(0, MAX_NAME - 1)}…` : node.name;
  const about = `${node.name}: ${counted(node.calls, "call")}${node.service ? "" : ", not mirrored"}`;
  return (
    <a
      href={props.href}
      class={`node${node.service ? "" : " outside"}${props.isFar ? " far" : ""}`}
      aria-current={props.isChosen ? "true" : undefined}
    >
      <title>{about}</title>
      <rect x={x} y={y - NODE_HEIGHT / 2} width={NODE_WIDTH} height={NODE_HEIGHT} rx={8} />
      <text x={x + 12} y={y - 3}>
        {name}
      </text>
      <text class="small" x={x + 12} y={y + 13}>
        {node.service ? `${compact(node.calls)} calls` : `${compact(node.calls)} calls, not mirrored`}
      </text>
    </a>
  );
}

/** The address of a service's endpoints. */
export function endpointsOf(service: string): string {
  return writeRoute("apis", { service });
}
