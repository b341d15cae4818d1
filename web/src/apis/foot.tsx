import type { JSX } from "preact";
import type { EndpointRow, Page } from "../api/catalog-types.ts";
import { go, writeRoute } from "../frame/route.ts";
import { counted, whole } from "../shared/format.ts";
import { HowToBegin, Notice } from "../shared/notice.tsx";
import type { Pages } from "../shared/pages.ts";

/** What stands below the last endpoint: how many there are, or that there is none, and then what to do. */
export function Foot(props: { readonly pages: Pages<EndpointRow, Page<EndpointRow>>; readonly isFiltered: boolean }): JSX.Element {
  const { pages, isFiltered } = props;
  if (pages.rows.length > 0) {
    const all = counted(pages.total, "endpoint");
    return <p class="foot">{pages.rows.length < pages.total ? `${whole(pages.rows.length)} of ${all}` : all}</p>;
  }
  if (pages.error !== null) {
    return (
      <Notice title="The catalog cannot be read" isBad={true}>
        <p>{pages.error.message}</p>
        <button type="button" onClick={pages.again}>
          Try again
        </button>
      </Notice>
    );
  }
  if (pages.isLoading) {
    return <p class="foot">Loading</p>;
  }
  if (isFiltered) {
    return (
      <Notice title="No endpoint is like that">
        <button type="button" onClick={() => go(writeRoute("apis", {}), true)}>
          Show all endpoints
        </button>
      </Notice>
    );
  }
  return (
    <Notice title="No endpoints yet">
      <p>
        Endpoints are made of calls that were answered well, a few of each. Calls come from the sidecars of Pods; ask for them in a namespace, and
        start its Pods anew:
      </p>
      <HowToBegin />
      <p>
        <a href="#live">Live traffic</a> shows whether calls come, and <a href="#pods">Pods</a> how each Pod stands.
      </p>
    </Notice>
  );
}
