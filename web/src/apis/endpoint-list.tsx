import type { ComponentChild, JSX } from "preact";
import type { EndpointRow } from "../api/catalog-types.ts";
import { agoOf, compact, duration, share, whole } from "../shared/format.ts";
import { NARROW, useMedia } from "../shared/media.ts";
import { VirtualList } from "../shared/virtual-list.tsx";
import { Auth, Marks } from "./marks.tsx";
import { KINDS, titleOf } from "./names.ts";
import { Sparkline } from "./sparkline.tsx";

const ROW_HEIGHT = 36;
const NARROW_ROW_HEIGHT = 76;
const NANOSECONDS_PER_MICROSECOND = 1000;

/** Sensitive kinds that a row names; the rest is a number. */
const SHOWN_KINDS = 1;

interface Column {
  readonly title: string;
  readonly name: string;
  readonly about: string;
  readonly cell: (row: EndpointRow, now: number) => ComponentChild;
}

const COLUMNS: readonly Column[] = [
  { title: "Method", name: "method", about: "method of HTTP, or what it speaks", cell: methodOf },
  { title: "Endpoint", name: "path", about: "path template, and operation", cell: nameOf },
  { title: "Service", name: "service", about: "", cell: (row) => <span title={row.service}>{row.service}</span> },
  { title: "Calls", name: "calls", about: "since it was first seen", cell: (row) => <span title={whole(row.calls)}>{compact(row.calls)}</span> },
  { title: "Errors", name: "errors", about: "share of calls that ended with 4xx, 5xx or a failure", cell: errorsOf },
  { title: "p50", name: "p50", about: "half of the calls take no longer", cell: (row) => micros(row.p50_us) },
  { title: "p95", name: "p95", about: "95 of 100 calls take no longer", cell: (row) => micros(row.p95_us) },
  { title: "p99", name: "p99", about: "99 of 100 calls take no longer", cell: (row) => micros(row.p99_us) },
  { title: "Last hour", name: "recent", about: "calls by the minute", cell: (row) => <Sparkline counts={row.recent} /> },
  { title: "Auth", name: "auth", about: "how calls are authenticated", cell: (row) => <Auth kinds={row.auth} /> },
  { title: "Marks", name: "found", about: "drift, sensitive data, limits", cell: (row) => <Marks endpoint={row} limit={SHOWN_KINDS} /> },
  { title: "Last call", name: "last", about: "", cell: (row, now) => agoOf(row.last_seen, now) },
];

/** Microseconds as people read them. */
export function micros(us: number): string {
  return duration(us * NANOSECONDS_PER_MICROSECOND);
}

function methodOf(row: EndpointRow): ComponentChild {
  return row.kind === "http" ? row.method : titleOf(KINDS, row.kind);
}

function nameOf(row: EndpointRow): ComponentChild {
  return (
    <span title={row.operation === null ? row.template : `${row.template} ${row.operation}`}>
      {row.template}
      {row.operation !== null && row.operation !== "" && <b class="operation">{row.operation}</b>}
    </span>
  );
}

function errorsOf(row: EndpointRow): ComponentChild {
  const errors = row.errors === 0 ? "quiet" : "warn";
  return (
    <span class={row.failures > 0 ? "bad" : errors} title={`${whole(row.errors)} errors, of which ${whole(row.failures)} are failures`}>
      {row.errors === 0 ? "0" : share(row.errors, row.calls)}
    </span>
  );
}

interface Props {
  readonly rows: readonly EndpointRow[];
  readonly selected: number;
  readonly foot: ComponentChild;
  readonly onOpen: (row: EndpointRow) => void;
  readonly onNearEnd: () => void;
}

/** The endpoints, as a table. */
export function EndpointList(props: Props): JSX.Element {
  const rowHeight = useMedia(NARROW) ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const now = Date.now();
  const head = (
    <div role="row" class="row endpoint-row" aria-rowindex={1}>
      {COLUMNS.map((column) => (
        <span key={column.name} role="columnheader" class={column.name} title={column.about}>
          {column.title}
        </span>
      ))}
    </div>
  );
  return (
    <VirtualList
      count={props.rows.length}
      rowHeight={rowHeight}
      label="Endpoints"
      columns={COLUMNS.length}
      head={head}
      foot={props.foot}
      selected={props.selected}
      onNearEnd={props.onNearEnd}
      row={(index) => {
        const row = props.rows[index];
        return (
          row !== undefined && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter do it, in the view
            <div
              key={row.id}
              role="row"
              class="row endpoint-row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-current={index === props.selected ? "true" : undefined}
              style={{ transform: `translateY(${index * rowHeight}px)`, height: `${rowHeight}px` }}
              onClick={() => props.onOpen(row)}
            >
              {COLUMNS.map((column) => (
                <span key={column.name} role="cell" class={column.name}>
                  {column.cell(row, now)}
                </span>
              ))}
            </div>
          )
        );
      }}
    />
  );
}
