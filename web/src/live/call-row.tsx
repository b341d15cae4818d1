import { Component, type CSSProperties, type JSX } from "preact";
import type { Row } from "../api/row.ts";
import { clock, duration } from "../shared/format.ts";

/** Adds a value to the filter, or against it. */
export type AddTerm = (field: string, value: string, negated: boolean) => void;

interface Props {
  readonly row: Row;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isSelected: boolean;
  readonly onOpen: (row: Row) => void;
  readonly onAdd: AddTerm;
}

/** How a status is coloured. */
export function toneOf(status: number | null): string {
  if (status === null) {
    return "quiet";
  }
  if (status >= 500) {
    return "bad";
  }
  return status >= 400 ? "warn" : "good";
}

/** One call of the list. Drawn again only when something about it changed: a thousand rows a second move past. */
export class CallRow extends Component<Props> {
  override shouldComponentUpdate(next: Props): boolean {
    const { props } = this;
    return (
      next.row !== props.row ||
      next.top !== props.top ||
      next.isSelected !== props.isSelected ||
      next.height !== props.height ||
      next.onAdd !== props.onAdd
    );
  }

  override render(props: Props): JSX.Element {
    const { row, onAdd } = props;
    const style: CSSProperties = { transform: `translateY(${props.top}px)`, height: `${props.height}px` };
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: j, k and Enter do it, in the view
      <div
        role="row"
        class={row.status !== null && row.status >= 500 ? "row call failed" : "row call"}
        style={style}
        tabIndex={-1}
        aria-rowindex={props.index + 2}
        aria-current={props.isSelected ? "true" : undefined}
        onClick={() => props.onOpen(row)}
      >
        <span role="cell" class="time" title={row.time}>
          {clock(row.time)}
        </span>
        <Cell name="method" text={row.method ?? row.name} field={row.method === null ? "name" : "method"} onAdd={onAdd} />
        <Cell name="path" text={row.path} field="path" onAdd={onAdd} host={row.direction === "egress" ? row.host : null} />
        <Cell name={`status ${toneOf(row.status)}`} text={row.status === null ? "none" : String(row.status)} field="status" onAdd={onAdd} />
        <span role="cell" class="took">
          {duration(row.duration_ns)}
        </span>
        <Cell name="service" text={row.service} field="service" onAdd={onAdd} />
        <Cell name="pod" text={row.pod} field="pod" onAdd={onAdd} />
        <Cell name="direction" text={row.direction} field="direction" onAdd={onAdd} />
        <Cell name="anomaly" text={row.anomalies[0] ?? null} field="anomaly" onAdd={onAdd} more={row.anomalies.length - 1} />
      </div>
    );
  }
}

interface CellProps {
  readonly name: string;
  readonly text: string | null;
  readonly field: string;
  readonly onAdd: AddTerm;
  readonly more?: number;
  /** Whom a call was made to, which stands before its path. */
  readonly host?: string | null;
}

/** A value, and a button for the mouse that adds it to the filter; the inspector has the same for everybody. */
function Cell(props: CellProps): JSX.Element {
  const { text, field, onAdd } = props;
  const host = props.host ?? "";
  if (text === null || text === "") {
    return <span role="cell" class={props.name} />;
  }
  const more = props.more !== undefined && props.more > 0 ? ` +${props.more}` : "";
  return (
    <span role="cell" class={props.name} title={host + text}>
      <span class="value">
        {host !== "" && <span class="quiet">{host}</span>}
        {text + more}
      </span>
      {host !== "" && <Add label="+ host" field="host" value={host} onAdd={onAdd} />}
      <Add label="+" field={field} value={text} onAdd={onAdd} />
    </span>
  );
}

interface AddProps {
  readonly label: string;
  readonly field: string;
  readonly value: string;
  readonly onAdd: AddTerm;
}

function Add(props: AddProps): JSX.Element {
  const { field, value } = props;
  return (
    <button
      type="button"
      class="add"
      tabIndex={-1}
      aria-hidden="true"
      title={`Only ${field}:${value} (with Alt: without)`}
      onClick={(event) => {
        event.stopPropagation();
        props.onAdd(field, value, event.altKey);
      }}
    >
      {props.label}
    </button>
  );
}
