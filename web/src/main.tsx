import "./styles/base.css";
import "./styles/frame.css";
import "./styles/list.css";
import "./styles/live.css";
import "./styles/inspector.css";
import "./styles/pods.css";
import "./styles/health.css";
import "./styles/shared.css";
import "./styles/session.css";
import "./styles/apis.css";
import "./styles/endpoint.css";
import "./styles/sensitive.css";
import "./styles/map.css";
import "./styles/spec.css";
import { render } from "preact";
import { App } from "./frame/app.tsx";
import { applyTheme, readTheme } from "./frame/theme.ts";

applyTheme(readTheme());
const root = document.getElementById("app");
if (root !== null) {
  render(<App />, root);
}
