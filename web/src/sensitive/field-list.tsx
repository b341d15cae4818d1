import type { ComponentChild, JSX } from "preact";
import type { SensitiveRow } from "../api/catalog-types.ts";
import { compact, share, whole, words } from "../shared/format.ts";
import { NARROW, useMedia } from "../shared/media.ts";
import { VirtualList } from "../shared/virtual-list.tsx";
import { stateOf } from "./dismissal.ts";

const ROW_HEIGHT = 32;
const NARROW_ROW_HEIGHT = 76;

interface Column {
  readonly title: string;
  readonly name: string;
  readonly about: string;
  readonly cell: (row: SensitiveRow) => ComponentChild;
}

const COLUMNS: readonly Column[] = [
  { title: "Kind", name: "kind", about: "what the values look like", cell: (row) => <KindTag field={row} /> },
  { title: "Where", name: "where", about: "the place in the call", cell: (row) => <span title={row.where}>{row.where}</span> },
  { title: "Method", name: "method", about: "", cell: (row) => row.method },
  { title: "Endpoint", name: "path", about: "", cell: (row) => <span title={nameOf(row)}>{nameOf(row)}</span> },
  { title: "Service", name: "service", about: "", cell: (row) => row.service },
  { title: "Values", name: "matched", about: "values that look so", cell: (row) => <span title={whole(row.matched)}>{compact(row.matched)}</span> },
  { title: "Share", name: "part", about: "of all values there", cell: (row) => share(Math.min(row.matched, row.seen), row.seen) },
  { title: "Confidence", name: "confidence", about: "how sure it is that this place holds such values", cell: (row) => share(row.confidence, 1) },
  { title: "State", name: "state", about: "flagged, too seldom, or dismissed by somebody", cell: (row) => stateOf(row) },
];

/** A field's own key: it has no id. */
export function keyOf(row: SensitiveRow): string {
  return `${row.endpoint}/${row.kind}/${row.where}`;
}

/** An endpoint's template with its operation. */
export function nameOf(row: SensitiveRow): string {
  return row.operation === null || row.operation === "" ? row.template : `${row.template} ${row.operation}`;
}

/** The kind, in colour while it says something. */
export function KindTag(props: { readonly field: SensitiveRow }): JSX.Element {
  const { field } = props;
  return <span class={field.flagged && !field.dismissed ? "tag sensitive" : "tag"}>{words(field.kind)}</span>;
}

interface Props {
  readonly rows: readonly SensitiveRow[];
  readonly selected: number;
  readonly foot: ComponentChild;
  readonly onOpen: (row: SensitiveRow) => void;
  readonly onNearEnd: () => void;
}

/** The fields, as a table. */
export function FieldList(props: Props): JSX.Element {
  const rowHeight = useMedia(NARROW) ? NARROW_ROW_HEIGHT : ROW_HEIGHT;
  const head = (
    <div role="row" class="row field-row" aria-rowindex={1}>
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
      label="Sensitive fields"
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
              key={keyOf(row)}
              role="row"
              class="row field-row"
              tabIndex={-1}
              aria-rowindex={index + 2}
              aria-current={index === props.selected ? "true" : undefined}
              style={{ transform: `translateY(${index * rowHeight}px)`, height: `${rowHeight}px` }}
              onClick={() => props.onOpen(row)}
            >
              {COLUMNS.map((column) => (
                <span key={column.name} role="cell" class={column.name}>
                  {column.cell(row)}
                </span>
              ))}
            </div>
          )
        );
      }}
    />
  );
}
