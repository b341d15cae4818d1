import type { JSX, RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** How long after the last key what was written is looked for. */
const SETTLE_MS = 250;

interface Props {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

/** A field for a text that rows contain; it is used when the writer pauses. */
export function FindBox(props: Props): JSX.Element {
  const { value, onValue } = props;
  const [text, setText] = useState(value);
  const used = useRef(value);
  used.current = value;
  useEffect(() => setText((old) => (old.trim() === value ? old : value)), [value]);
  useEffect(() => {
    if (text.trim() === used.current) {
      return;
    }
    const timer = setTimeout(() => onValue(text.trim()), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text, onValue]);
  return (
    <input
      ref={props.input}
      type="search"
      class="find"
      placeholder={props.placeholder}
      aria-label={props.label}
      autocomplete="off"
      spellcheck={false}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
    />
  );
}
