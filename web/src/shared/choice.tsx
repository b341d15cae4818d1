import type { JSX } from "preact";

interface Props {
  readonly label: string;
  /** What stands where nothing is chosen; without it something always is. */
  readonly any?: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onValue: (value: string) => void;
}

/** One of a few values. A value of the address that is none of them is offered too, so that what holds can be seen. */
export function Choice(props: Props): JSX.Element {
  const { any, value, options } = props;
  const isKnown = value === "" || options.some(([known]) => known === value);
  return (
    <select
      class={any !== undefined && value !== "" ? "chosen" : undefined}
      aria-label={props.label}
      title={props.label}
      value={value}
      onChange={(event) => props.onValue(event.currentTarget.value)}
    >
      {any !== undefined && <option value="">{any}</option>}
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(([known, text]) => (
        <option key={known} value={known}>
          {text}
        </option>
      ))}
    </select>
  );
}
