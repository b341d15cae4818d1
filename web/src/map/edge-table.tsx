import type { JSX } from "preact";
import type { ServiceMap } from "../api/catalog-types.ts";
import { agoOf, whole } from "../shared/format.ts";
import { endpointsOf } from "./drawing.tsx";

/** Edges that the table shows; the rest is found by choosing a node. */
const MAX_SHOWN = 500;

interface Props {
  readonly map: ServiceMap;
  readonly chosen: string;
  readonly link: (node: string | null) => string;
}

/** The map as a table, most calls first: for narrow screens, and for those who do not see the picture. */
export function EdgeTable(props: Props): JSX.Element {
  const { map, chosen, link } = props;
  const now = Date.now();
  const found = map.edges.filter((edge) => chosen === "" || edge.from === chosen || edge.to === chosen);
  const edges = [...found].sort((a, b) => b.calls - a.calls).slice(0, MAX_SHOWN);
  return (
    <table class="plain">
      <caption>{found.length > edges.length ? `The ${MAX_SHOWN} with most calls of ${whole(found.length)}` : "Who calls whom"}</caption>
      <thead>
        <tr>
          <th scope="col">Caller</th>
          <th scope="col">Calls</th>
          <th scope="col">Called</th>
          <th scope="col">Last</th>
        </tr>
      </thead>
      <tbody>
        {edges.map((edge) => (
          <tr key={`${edge.from}\n${edge.to}`}>
            <td>
              <a href={link(edge.from)}>{edge.from}</a>
            </td>
            <td class="number">{whole(edge.calls)}</td>
            <td>
              <a href={link(edge.to)}>{edge.to}</a>
              <a class="aside" href={endpointsOf(edge.to)}>
                endpoints
              </a>
            </td>
            <td class="quiet">{edge.last_seen === null ? "–" : agoOf(edge.last_seen, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
