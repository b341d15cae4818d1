import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { ApiError, UNAUTHORIZED } from "../api/http.ts";
import { getSession, type Session } from "../api/session.ts";
import { onSignedOut } from "../api/signed-out.ts";
import { POLL_MS } from "../shared/poll.ts";

/** Of an agent that asks nobody who he is. */
const OPEN: Session = { authentication: "off", user: null, role: "editor" };

/** Of one that does, before anybody signed in. */
const CLOSED: Session = { authentication: "token", user: null, role: null };

/** Who looks at the page. */
export const Signed = createContext<Session>(OPEN);

/** Whether whoever looks at the page may change something. */
export function useMayChange(): boolean {
  return useContext(Signed).role === "editor";
}

export interface SessionState {
  /** Null until the agent told. */
  readonly session: Session | null;
  /** Whether somebody has to sign in before there is anything to see. */
  readonly isClosed: boolean;
  /** Asks the agent again. */
  readonly ask: () => void;
}

/** The session, asked for at first and whenever an answer says that there is none. */
export function useSession(): SessionState {
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<Omit<SessionState, "ask">>({ session: null, isClosed: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn asks again
  useEffect(() => {
    const ending = new AbortController();
    let timer = 0;
    const load = async (): Promise<void> => {
      try {
        const session = await getSession(ending.signal);
        setState({ session, isClosed: needsSignIn(session) });
      } catch (fault) {
        if (ending.signal.aborted) {
          return;
        }
        const isClosed = fault instanceof ApiError && fault.status === UNAUTHORIZED;
        setState((old) => ({ session: isClosed ? closed(old.session) : (old.session ?? OPEN), isClosed }));
        // Views say that the agent is away; as soon as it is there again, it tells who may do what.
        timer = fault instanceof ApiError && fault.status === 0 ? window.setTimeout(() => void load(), POLL_MS) : 0;
      }
    };
    void load();
    return () => {
      ending.abort();
      clearTimeout(timer);
    };
  }, [turn]);
  useEffect(() => onSignedOut(() => setState((old) => ({ session: closed(old.session), isClosed: true }))), []);
  return { ...state, ask: () => setTurn((old) => old + 1) };
}

/** Whether somebody is nobody to the agent yet. */
export function needsSignIn(session: Session): boolean {
  return session.role === null;
}

function closed(session: Session | null): Session {
  return session === null || session.authentication === "off" ? CLOSED : { ...session, user: null, role: null };
}
