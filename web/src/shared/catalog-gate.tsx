import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getPipeline } from "../api/client.ts";
import { Notice } from "./notice.tsx";

/** Whether the agent told that it keeps a catalog, which it does for all of its life or not at all: it is asked once. */
let isKept = false;

/** Shows a view of the catalog of an agent that keeps one; of one that keeps none nothing is asked that it cannot know. */
export function CatalogGate(props: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  const [state, setState] = useState<"asking" | "open" | "off">(isKept ? "open" : "asking");
  useEffect(() => {
    if (isKept) {
      return;
    }
    const ending = new AbortController();
    const ask = async (): Promise<void> => {
      try {
        const { catalog } = await getPipeline(ending.signal);
        isKept = catalog !== null;
        setState(isKept ? "open" : "off");
      } catch {
        // The view says what is wrong, and tries again.
        setState("open");
      }
    };
    void ask();
    return () => ending.abort();
  }, []);
  if (state === "open") {
    return <>{props.children}</>;
  }
  return (
    <div>
      <div class="toolbar">
        <h1>{props.title}</h1>
      </div>
      {state === "asking" ? <Notice title="Loading" /> : <Off />}
    </div>
  );
}

function Off(): JSX.Element {
  return (
    <Notice title="The catalog is switched off">
      <p>
        This agent was started with <code>--catalog off</code>. So it knows calls, and not which APIs, sensitive data, callers and descriptions they
        make up.
      </p>
      <p>
        Start it without that option, with the chart without it in <code>extraArgs</code>: it makes a catalog of the calls that it has kept, and of
        all that come. Then open this view anew.
      </p>
      <p>
        <a href="#live">Live traffic</a>, <a href="#pods">Pods</a> and <a href="#health">Health</a> need no catalog.
      </p>
    </Notice>
  );
}
