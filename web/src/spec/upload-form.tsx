import type { JSX, TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Description } from "../api/catalog-types.ts";
import type { ApiError } from "../api/http.ts";
import { bytes, counted } from "../shared/format.ts";
import { excerpt, MAX_FILE_BYTES, upload } from "./upload.ts";

type State =
  | { readonly name: "resting" }
  | { readonly name: "sending"; readonly part: number }
  | { readonly name: "done"; readonly description: Description }
  | { readonly name: "failed"; readonly error: ApiError | string; readonly text: string };

/** Takes a file with a description, and says how that went. */
export function UploadForm(props: { readonly service: string; readonly has: boolean; readonly onDone: () => void }): JSX.Element {
  const { service } = props;
  const [state, setState] = useState<State>({ name: "resting" });
  const ending = useRef(new AbortController());
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => ending.current.abort(), []);
  const send = async (file: File | undefined): Promise<void> => {
    if (file === undefined) {
      return;
    }
    if (file.size > MAX_FILE_BYTES) {
      setState({ name: "failed", error: `${file.name} has ${bytes(file.size)}; a description has at most ${bytes(MAX_FILE_BYTES)}`, text: "" });
      return;
    }
    ending.current = new AbortController();
    setState({ name: "sending", part: 0 });
    const text = await file.text();
    try {
      const description = await upload(service, text, (part) => setState({ name: "sending", part }), ending.current.signal);
      setState({ name: "done", description });
      props.onDone();
    } catch (fault) {
      setState({ name: "failed", error: fault as ApiError, text });
    }
  };
  const pick = (event: TargetedEvent<HTMLInputElement>): void => {
    const { currentTarget } = event;
    void send(currentTarget.files?.[0]).then(() => {
      // So that the same file, put right, can be taken again.
      currentTarget.value = "";
    });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions lint/a11y/noStaticElementInteractions: the button does the same by the keyboard
    <div
      class="upload"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void send(event.dataTransfer?.files[0]);
      }}
    >
      <div class="actions">
        <button type="button" disabled={state.name === "sending"} onClick={() => field.current?.click()}>
          {props.has ? "Upload another description" : "Upload a description"}
        </button>
        {state.name === "sending" && (
          <button type="button" onClick={() => ending.current.abort()}>
            Cancel
          </button>
        )}
      </div>
      <input
        ref={field}
        type="file"
        hidden={true}
        accept=".json,.yaml,.yml,application/json,application/yaml"
        aria-label="Description"
        onChange={pick}
      />
      <p class="quiet">OpenAPI 3 or Swagger 2, as JSON or YAML; a file may be dropped here.</p>
      <Outcome state={state} />
    </div>
  );
}

function Outcome(props: { readonly state: State }): JSX.Element | null {
  const { state } = props;
  if (state.name === "sending") {
    return (
      <p role="status">
        <progress aria-label="Sent" max={1} value={state.part} />
        {state.part < 1 ? ` ${Math.floor(state.part * 100)} % sent` : " sent; it is being read"}
      </p>
    );
  }
  if (state.name === "done") {
    return <Taken description={state.description} />;
  }
  return state.name === "failed" ? <Refused error={state.error} text={state.text} /> : null;
}

function Taken(props: { readonly description: Description }): JSX.Element {
  const { title, version, operations, warnings } = props.description;
  return (
    <div role="status">
      <p class="good">{`Taken: ${title} ${version}, ${counted(operations, "operation")}`}</p>
      {warnings.length > 0 && (
        <ul class="warnings">
          {warnings.map((warning, index) => (
            <li key={`${index}`}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Refused(props: { readonly error: ApiError | string; readonly text: string }): JSX.Element {
  const { error, text } = props;
  const place = typeof error === "string" ? null : error.place;
  const message = typeof error === "string" ? error : error.message;
  const where = place === null ? "" : `Line ${place.line}${place.column === null ? "" : `, column ${place.column}`}: `;
  return (
    <div role="alert">
      <p class="bad">{where + message}</p>
      {place !== null && text !== "" && (
        <pre class="excerpt">
          {excerpt(text, place.line).map(([number, line, isBad]) => (
            <span key={number} class={isBad ? "bad" : undefined}>
              {`${String(number).padStart(6)}  ${line}\n`}
            </span>
          ))}
        </pre>
      )}
    </div>
  );
}
