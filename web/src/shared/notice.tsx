import type { ComponentChildren, JSX } from "preact";

/** What stands where there is nothing else to show: what is missing, and what to do next. */
export function Notice(props: { readonly title: string; readonly children?: ComponentChildren; readonly isBad?: boolean }): JSX.Element {
  return (
    <div class={props.isBad === true ? "notice bad-notice" : "notice"} role={props.isBad === true ? "alert" : "status"}>
      <h2>{props.title}</h2>
      {props.children}
    </div>
  );
}

const COMMANDS = `kubectl label namespace NAMESPACE traceableai-inject-mirror=enabled
kubectl annotate namespace NAMESPACE mirror.traceable.ai/defaultInject=true
kubectl --namespace NAMESPACE rollout restart deployment`;

/** The commands that bring Pods their sidecars. */
export function HowToBegin(): JSX.Element {
  return <pre>{COMMANDS}</pre>;
}
