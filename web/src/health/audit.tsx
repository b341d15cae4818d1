import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { getAudit } from "../api/catalog.ts";
import type { AuditEntry, Page } from "../api/catalog-types.ts";
import { words } from "../shared/format.ts";
import { usePages } from "../shared/pages.ts";

/** Who changed what, asked for when somebody opens it. */
export function Audit(): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="audit" aria-label="Audit">
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2>Audit</h2>
          <span>who signed in, and who changed what</span>
        </summary>
        {isOpen && <Entries />}
      </details>
    </section>
  );
}

function Entries(): JSX.Element {
  const pages = usePages<AuditEntry, Page<AuditEntry>>(getAudit);
  if (pages.error !== null) {
    return <p class="bad" role="alert">{`It cannot be read: ${pages.error.message}`}</p>;
  }
  if (pages.rows.length === 0) {
    return <p class="quiet">{pages.isLoading ? "Loading" : "Nobody changed anything yet."}</p>;
  }
  return (
    <>
      <table class="plain">
        <caption class="off-screen">Changes, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Of what</th>
          </tr>
        </thead>
        <tbody>
          {pages.rows.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </tbody>
      </table>
      {pages.hasMore && (
        <p class="foot">
          <button type="button" onClick={pages.more}>
            Older ones
          </button>
        </p>
      )}
    </>
  );
}

function Entry(props: { readonly entry: AuditEntry }): JSX.Element {
  const { time, user, action, target } = props.entry;
  return (
    <tr>
      <td class="quiet">{time.replace("T", " ").slice(0, 19)}</td>
      <td>{user ?? "anybody"}</td>
      <td>{words(action)}</td>
      <td>
        <code>{target}</code>
      </td>
    </tr>
  );
}
