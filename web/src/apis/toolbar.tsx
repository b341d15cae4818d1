import type { JSX, RefObject } from "preact";
import { useCallback } from "preact/hooks";
import type { Service } from "../api/catalog-types.ts";
import type { SetParameters } from "../frame/parameters.ts";
import { writeRoute } from "../frame/route.ts";
import { Choice } from "../shared/choice.tsx";
import { FindBox } from "../shared/find-box.tsx";
import { SENSITIVE_KINDS } from "../shared/sensitive-kinds.ts";
import { AUTH, DRIFT, KINDS } from "./names.ts";

/** What finds endpoints: the API's parameters, which are the address's too. */
export const FILTERS = ["service", "kind", "method", "q", "sensitive", "auth", "drift", "sort"] as const;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"].map((method) => [method, method] as const);
const SORTS = [
  ["calls", "most calls first"],
  ["errors", "most errors first"],
  ["p95", "slowest first"],
  ["last_seen", "last called first"],
  ["template", "by path"],
] as const;

interface Props {
  readonly get: (name: string) => string;
  readonly set: SetParameters;
  readonly input: RefObject<HTMLInputElement | null>;
  /** Services to choose from; none where they stand beside the list. */
  readonly services: readonly Service[];
  /** Whether the agent compares traffic with descriptions. */
  readonly hasDrift: boolean;
}

/** What finds endpoints, and in which order they come. */
export function Toolbar(props: Props): JSX.Element {
  const { get, set, services } = props;
  const choose = (name: string) => (value: string) => set({ [name]: value, endpoint: null }, true);
  const find = useCallback((q: string) => set({ q }, false), [set]);
  return (
    <div class="toolbar">
      <h1>APIs</h1>
      <FindBox input={props.input} label="Find endpoints by path or operation" placeholder="Find an endpoint" value={get("q")} onValue={find} />
      <div class="choices">
        {services.length > 0 && (
          <Choice
            label="Service"
            any="Any service"
            value={get("service")}
            options={services.map(({ name }) => [name, name])}
            onValue={choose("service")}
          />
        )}
        <Choice label="Kind" any="Any kind" value={get("kind")} options={KINDS} onValue={choose("kind")} />
        <Choice label="Method" any="Any method" value={get("method")} options={METHODS} onValue={choose("method")} />
        <Choice
          label="Authentication"
          any="Any auth"
          value={get("auth")}
          options={[["none", "no authentication"], ...AUTH]}
          onValue={choose("auth")}
        />
        <Choice
          label="Sensitive data"
          any="Sensitive or not"
          value={get("sensitive")}
          options={[["any", "any sensitive data"], ...SENSITIVE_KINDS]}
          onValue={choose("sensitive")}
        />
        {(props.hasDrift || get("drift") !== "") && (
          <Choice
            label="Drift"
            any="Any drift"
            value={get("drift")}
            options={[["any", "drift of any kind"], ...DRIFT.map(([state, title]) => [state, title] as const)]}
            onValue={choose("drift")}
          />
        )}
        <Choice label="Order" value={get("sort") || "calls"} options={SORTS} onValue={choose("sort")} />
        <a class="button" href={writeRoute("apis", { service: get("service"), rules: "all" })}>
          Rules
        </a>
      </div>
    </div>
  );
}
