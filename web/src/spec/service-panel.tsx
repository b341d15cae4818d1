import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { removeDescription, serviceFile, serviceLink } from "../api/catalog.ts";
import type { Service } from "../api/catalog-types.ts";
import { type ApiError, getText } from "../api/http.ts";
import { ReadOnly } from "../session/read-only.tsx";
import { useMayChange } from "../session/state.ts";
import type { Changes } from "../shared/changes.tsx";
import { upload } from "./upload.ts";
import { UploadForm } from "./upload-form.tsx";

/** The two descriptions of a service: what is seen, to be saved, and what somebody wrote, to be uploaded. */
export function ServicePanel(props: { readonly name: string; readonly service: Service | null; readonly changes: Changes }): JSX.Element {
  const { name, service, changes } = props;
  const mayChange = useMayChange();
  const has = service?.description === true;
  return (
    <div class="two">
      <section aria-label="As it is seen">
        <h2>As it is seen</h2>
        <p class="quiet">{`OpenAPI 3.1 of what was called of ${name}: templates, parameters, schemas, authentication.`}</p>
        <p class="actions">
          <a class="button" href={serviceLink(name, "openapi.yaml")} download={`${name}.yaml`}>
            openapi.yaml
          </a>
          <a class="button" href={serviceLink(name, "openapi.json")} download={`${name}.json`}>
            openapi.json
          </a>
        </p>
      </section>
      <section aria-label="As it is written">
        <h2>As it is written</h2>
        {has ? <Uploaded name={name} changes={changes} mayChange={mayChange} /> : <p class="quiet">{`Nobody uploaded a description of ${name}.`}</p>}
        {mayChange ? <UploadForm service={name} has={has} onDone={changes.again} /> : <ReadOnly />}
      </section>
    </div>
  );
}

function Uploaded(props: { readonly name: string; readonly changes: Changes; readonly mayChange: boolean }): JSX.Element {
  const { name, changes } = props;
  const [error, setError] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    try {
      // What is removed can be put back only by whoever has it.
      const text = await getText(serviceFile(name, "description"), new AbortController().signal);
      const back = async (): Promise<void> => {
        await upload(name, text, () => undefined, new AbortController().signal);
      };
      changes.start({ done: `Removed the description of ${name}`, run: () => removeDescription(name), undo: back });
    } catch (fault) {
      setError((fault as ApiError).message);
    }
  };
  return (
    <>
      <p class="actions">
        <a class="button" href={serviceLink(name, "description")} download={`${name}-description`}>
          Save what was uploaded
        </a>
        {props.mayChange && (
          <button type="button" onClick={() => void remove()}>
            Remove it
          </button>
        )}
      </p>
      {error !== null && <p class="bad" role="alert">{`It cannot be removed: ${error}`}</p>}
    </>
  );
}
