import type { JSX } from "preact";
import { type Session, signOut } from "../api/session.ts";
import { Icon } from "../frame/icon.tsx";

const OUT = "M15 4h4v16h-4M3 12h11M10 8l4 4-4 4";

/** Who is signed in, and the way out. Nothing where the agent asks nobody. */
export function User(props: { readonly session: Session; readonly onDone: () => void }): JSX.Element | null {
  const { session } = props;
  if (session.authentication === "off" || session.user === null) {
    return null;
  }
  const leave = async (): Promise<void> => {
    try {
      await signOut();
    } finally {
      props.onDone();
    }
  };
  return (
    <button
      type="button"
      class="quiet-button"
      title={`Sign out ${session.user} (${session.role})`}
      onClick={() => void leave().catch(() => undefined)}
    >
      <Icon path={OUT} />
      <span class="title">Sign out</span>
      <span class="short" aria-hidden="true">
        Out
      </span>
    </button>
  );
}
