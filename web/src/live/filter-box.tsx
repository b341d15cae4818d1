import type { JSX, RefObject, TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Completion, complete } from "../filter/complete.ts";
import type { SeenValues } from "../filter/seen.ts";
import type { FilterError } from "../filter/syntax.ts";

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly error: FilterError | null;
  readonly seen: SeenValues;
  readonly onText: (text: string) => void;
}

/** The filter, with what could be written where the caret is, and with what does not parse. */
export function FilterBox(props: Props): JSX.Element {
  const [caret, setCaret] = useState<number | null>(null);
  const [picked, setPicked] = useState(-1);
  const { text, seen } = props;
  const options = useMemo(() => (caret === null ? [] : complete(text, caret, seen)), [text, caret, seen]);
  const isOpen = options.length > 0;
  useEffect(() => document.getElementById(`filter-option-${picked}`)?.scrollIntoView({ block: "nearest" }), [picked]);
  const take = (option: Completion): void => {
    props.onText(text.slice(0, option.start) + option.insert + text.slice(caret ?? text.length));
    const at = option.start + option.insert.length;
    setPicked(-1);
    // The caret is put where it belongs when the field has its new text.
    requestAnimationFrame(() => {
      props.input.current?.setSelectionRange(at, at);
      setCaret(at);
    });
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>): void => {
    const option = options[picked];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setPicked(step(picked, event.key === "ArrowDown" ? 1 : -1, options.length));
    } else if ((event.key === "Enter" || event.key === "Tab") && option !== undefined) {
      event.preventDefault();
      take(option);
    } else if (event.key === "Enter") {
      event.currentTarget.blur();
    } else if (event.key === "Escape" && isOpen && picked >= 0) {
      event.preventDefault();
      setPicked(-1);
    }
  };
  const follow = (event: { currentTarget: HTMLInputElement }): void => setCaret(event.currentTarget.selectionStart);
  return (
    <div class="filter">
      <input
        ref={props.input}
        type="text"
        enterkeyhint="search"
        value={text}
        placeholder="Filter: method:GET status>=500 path:/items/* duration>10ms"
        aria-label="Filter calls"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls="filter-options"
        aria-autocomplete="list"
        aria-activedescendant={picked < 0 ? undefined : `filter-option-${picked}`}
        aria-invalid={props.error !== null}
        aria-describedby={props.error === null ? undefined : "filter-error"}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        onInput={(event) => {
          props.onText(event.currentTarget.value);
          follow(event);
          setPicked(-1);
        }}
        onKeyDown={onKeyDown}
        onKeyUp={follow}
        onClick={follow}
        onFocus={follow}
        onBlur={() => setCaret(null)}
      />
      <Options options={options} picked={picked} onTake={take} />
      {props.error !== null && <Complaint text={text} error={props.error} />}
    </div>
  );
}

function Options(props: { options: readonly Completion[]; picked: number; onTake: (option: Completion) => void }): JSX.Element {
  return (
    <div id="filter-options" role="listbox" aria-label="What could come here" class="options" hidden={props.options.length === 0}>
      {props.options.map((option, index) => (
        <div
          key={option.label}
          id={`filter-option-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.picked}
          // Not a click: by then the field has lost its focus, and the list is gone.
          onMouseDown={(event) => {
            event.preventDefault();
            props.onTake(option);
          }}
        >
          <code>{option.label}</code>
          <span>{option.about}</span>
        </div>
      ))}
    </div>
  );
}

function Complaint(props: { text: string; error: FilterError }): JSX.Element {
  const { text, error } = props;
  return (
    <p id="filter-error" class="complaint" role="alert">
      <code>
        {text.slice(Math.max(0, error.start - 24), error.start)}
        <mark>{text.slice(error.start, error.end) || "␣"}</mark>
      </code>
      <span>{`Character ${error.start + 1}: ${error.message}`}</span>
    </p>
  );
}

/** One on, or back; -1 is none of them, where what was written counts. */
function step(at: number, by: number, count: number): number {
  return ((at + 1 + by + count + 1) % (count + 1)) - 1;
}
