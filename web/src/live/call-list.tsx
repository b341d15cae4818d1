import type { ComponentChild, JSX } from "preact";
import type { Row } from "../api/row.ts";
import { VirtualList } from "../shared/virtual-list.tsx";
import { type AddTerm, CallRow } from "./call-row.tsx";

const COLUMNS = ["Time", "Method", "Path", "Status", "Duration", "Service", "Pod", "Direction", "Anomalies"];
const CLASSES = ["time", "method", "path", "status", "took", "service", "pod", "direction", "anomaly"];

interface Props {
  readonly rows: readonly Row[];
  readonly rowHeight: number;
  readonly selected: number;
  readonly foot: ComponentChild;
  readonly onOpen: (row: Row) => void;
  readonly onAdd: AddTerm;
  readonly onTop: (atTop: boolean) => void;
  readonly onNearEnd: () => void;
}

/** The calls, newest first. */
export function CallList(props: Props): JSX.Element {
  const head = (
    <div role="row" class="row call" aria-rowindex={1}>
      {COLUMNS.map((title, index) => (
        <span key={title} role="columnheader" class={CLASSES[index]}>
          {title}
        </span>
      ))}
    </div>
  );
  return (
    <VirtualList
      count={props.rows.length}
      rowHeight={props.rowHeight}
      label="Calls"
      columns={COLUMNS.length}
      head={head}
      foot={props.foot}
      selected={props.selected}
      onTop={props.onTop}
      onNearEnd={props.onNearEnd}
      row={(index) => {
        const row = props.rows[index];
        return (
          row !== undefined && (
            <CallRow
              key={row.id}
              row={row}
              index={index}
              top={index * props.rowHeight}
              height={props.rowHeight}
              isSelected={index === props.selected}
              onOpen={props.onOpen}
              onAdd={props.onAdd}
            />
          )
        );
      }}
    />
  );
}
