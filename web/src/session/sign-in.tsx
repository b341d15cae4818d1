import type { JSX, TargetedEvent } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, UNAUTHORIZED } from "../api/http.ts";
import { OIDC_START, type Session, signIn } from "../api/session.ts";

/** What stands in place of a view until somebody signed in. */
export function SignIn(props: { readonly session: Session; readonly onDone: () => void }): JSX.Element {
  const isOidc = props.session.authentication === "oidc";
  return (
    <div class="sign-in">
      <section aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">Sign in</h1>
        <p>This agent shows what it knows to those who are allowed to see it.</p>
        {isOidc ? (
          <p class="actions">
            <a class="button" href={OIDC_START}>
              Sign in with your organisation
            </a>
          </p>
        ) : (
          <TokenForm onDone={props.onDone} />
        )}
      </section>
    </div>
  );
}

/** A token is sent once and kept nowhere: from then on the browser has a cookie that no script reads. */
function TokenForm(props: { readonly onDone: () => void }): JSX.Element {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = async (event: TargetedEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const token = field.current?.value.trim() ?? "";
    if (token === "" || isBusy) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await signIn(token);
      props.onDone();
    } catch (fault) {
      const { status, message } = fault as ApiError;
      setError(status === UNAUTHORIZED ? "This token is not known, or no longer." : message);
      field.current?.select();
    }
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <label for="token">Token</label>
      <input
        ref={field}
        id="token"
        type="password"
        autocomplete="current-password"
        spellcheck={false}
        aria-invalid={error !== null}
        aria-describedby={error === null ? "token-about" : "token-error"}
      />
      {error === null ? (
        <p id="token-about" class="quiet">
          Whoever runs the agent gives them out.
        </p>
      ) : (
        <p id="token-error" class="bad" role="alert">
          {error}
        </p>
      )}
      <button type="submit" class="main-button" disabled={isBusy}>
        {isBusy ? "Signing in" : "Sign in"}
      </button>
    </form>
  );
}
