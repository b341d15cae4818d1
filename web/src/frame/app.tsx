import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Session } from "../api/session.ts";
import { SignIn } from "../session/sign-in.tsx";
import { Signed, useSession } from "../session/state.ts";
import { User } from "../session/user.tsx";
import { CatalogGate } from "../shared/catalog-gate.tsx";
import { VIEWS } from "../views.ts";
import { Help } from "./help.tsx";
import { Icon } from "./icon.tsx";
import { type Binding, listenForKeys, useKeys } from "./keys.ts";
import { go, useRoute } from "./route.ts";
import { applyTheme, nextTheme, readTheme } from "./theme.ts";
import type { View } from "./view.ts";

const BRAND = "M3 9h12l-4-4M21 15H9l4 4";
const THEME_ICONS = {
  auto: "M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18",
  light: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.5 1.5M17.5 17.5 19 19M5 19l1.5-1.5M17.5 6.5 19 5",
  dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
};

/** The frame around every view: navigation, who is signed in, theme, help, keys. */
export function App(): JSX.Element {
  const route = useRoute();
  const { session, isClosed, ask } = useSession();
  const [helping, setHelping] = useState(false);
  const view = VIEWS.find((each) => each.id === route.view) ?? VIEWS[0];
  useEffect(listenForKeys, []);
  useEffect(() => {
    document.title = `${view.title} · PodMirror`;
  }, [view]);
  useKeys(useMemo(() => frameKeys(() => setHelping((old) => !old)), []));
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        Skip to content
      </button>
      <nav aria-label="Views">
        <span class="brand">
          <Icon path={BRAND} />
          <span>PodMirror</span>
        </span>
        {VIEWS.map((each) => (
          <a key={each.id} href={`#${each.id}`} aria-current={each === view ? "page" : undefined} title={`${each.title} (g ${each.key})`}>
            <Icon path={each.icon} />
            <span class="title">{each.title}</span>
            <span class="short" aria-hidden="true">
              {each.short}
            </span>
          </a>
        ))}
        <span class="fill" />
        {session !== null && <User session={session} onDone={ask} />}
        <ThemeSwitch />
        <button type="button" class="quiet-button keys" onClick={() => setHelping(true)} title="Keys (?)">
          <kbd>?</kbd>
          <span>Keys</span>
        </button>
      </nav>
      <main id="main" tabIndex={-1}>
        {session !== null && <Shown view={view} session={session} isClosed={isClosed} onSigned={ask} />}
      </main>
      {helping && <Help onClose={() => setHelping(false)} />}
    </>
  );
}

interface ShownProps {
  readonly view: View;
  readonly session: Session;
  readonly isClosed: boolean;
  readonly onSigned: () => void;
}

/** The view, or the way in. A view begins anew when somebody else signs in. */
function Shown(props: ShownProps): JSX.Element {
  const { view, session } = props;
  const Component = view.component;
  const key = `${view.id} ${session.user ?? ""}`;
  if (props.isClosed) {
    return <SignIn session={session} onDone={props.onSigned} />;
  }
  return (
    <Signed.Provider value={session}>
      {view.isOfCatalog === true ? (
        <CatalogGate key={key} title={view.title}>
          <Component />
        </CatalogGate>
      ) : (
        <Component key={key} />
      )}
    </Signed.Provider>
  );
}

function ThemeSwitch(): JSX.Element {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => applyTheme(theme), [theme]);
  return (
    <button type="button" class="quiet-button" onClick={() => setTheme(nextTheme)} title="Colours: the system's, light or dark">
      <Icon path={THEME_ICONS[theme]} />
      <span class="title">{`Theme: ${theme}`}</span>
      <span class="short" aria-hidden="true">
        {theme}
      </span>
    </button>
  );
}

function frameKeys(onHelp: () => void): Binding[] {
  const views = VIEWS.map((view) => ({ keys: `g ${view.key}`, about: `go to ${view.title}`, run: () => go(`#${view.id}`, true) }));
  return [{ keys: "?", about: "show these keys", run: onHelp }, ...views];
}
