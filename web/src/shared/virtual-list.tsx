import type { ComponentChild, JSX, TargetedEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows drawn above and below what can be seen, so that a scroll does not show white before the next frame. */
const OVERSCAN = 6;

/** So near to the end that more may be asked for, in rows. */
const NEAR_END = 20;

interface Props {
  readonly count: number;
  readonly rowHeight: number;
  readonly label: string;
  readonly columns: number;
  readonly head: ComponentChild;
  readonly foot?: ComponentChild;
  readonly selected: number;
  /** Draws a row; it has to stand at index times rowHeight. */
  readonly row: (index: number) => ComponentChild;
  /** Whether the first row can be seen. */
  readonly onTop?: (atTop: boolean) => void;
  readonly onNearEnd?: () => void;
}

/** A table of which only what can be seen is in the document, so that its length costs nothing. */
export function VirtualList(props: Props): JSX.Element {
  const { count, rowHeight, selected } = props;
  const box = useRef<HTMLElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => watchSize(box.current, (height) => setView((old) => (old.height === height ? old : { ...old, height }))), []);
  useEffect(() => showRow(box.current, selected, rowHeight), [selected, rowHeight]);
  const first = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN);
  const isNearEnd = last + NEAR_END >= count;
  const { onNearEnd } = props;
  useEffect(() => {
    if (isNearEnd && count > 0) {
      onNearEnd?.();
    }
  }, [isNearEnd, count, onNearEnd]);
  const onScroll = (event: TargetedEvent<HTMLElement>): void => {
    const top = event.currentTarget.scrollTop;
    setView((old) => ({ ...old, top }));
    props.onTop?.(top < rowHeight);
  };
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="list" ref={box} onScroll={onScroll} tabIndex={0} aria-label={props.label}>
      <div role="table" aria-label={props.label} aria-rowcount={count + 1} aria-colcount={props.columns}>
        <div role="rowgroup" class="list-head">
          {props.head}
        </div>
        <div role="rowgroup" class="list-rows" style={{ height: `${count * rowHeight}px` }}>
          {indexes.map((index) => props.row(index))}
        </div>
      </div>
      {props.foot}
    </section>
  );
}

function watchSize(element: HTMLElement | null, onHeight: (height: number) => void): (() => void) | undefined {
  if (element === null) {
    return undefined;
  }
  const observer = new ResizeObserver(() => onHeight(element.clientHeight));
  observer.observe(element);
  return () => observer.disconnect();
}

/** Scrolls as little as shows a row whole, below the head that stays. */
function showRow(box: HTMLElement | null, index: number, rowHeight: number): void {
  if (box === null || index < 0) {
    return;
  }
  const head = box.querySelector<HTMLElement>(".list-head")?.offsetHeight ?? 0;
  const top = index * rowHeight;
  if (top < box.scrollTop) {
    box.scrollTop = top;
  } else if (top + rowHeight + head > box.scrollTop + box.clientHeight) {
    box.scrollTop = top + rowHeight + head - box.clientHeight;
  }
}
