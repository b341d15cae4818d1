// The plain live page. It shows what strangers sent, so text gets into the page by textContent and in no other way.
"use strict";

const MAX_ROWS = 500; // more than a person scrolls through; older ones are in the API
const MAX_BODY_CHARS = 200000; // a longer text makes browsers slow; the API has the whole
const RELOAD_LIMIT = 200; // rows shown at once when the page opens
const NANOSECONDS_PER_MILLISECOND = 1e6;

const SHOWN_ELSEWHERE = /^(podmirror\.)?http\.(request|response)\.(header\.|trailer\.|body\.content$)/;

const byId = (id) => document.getElementById(id);
const state = { rows: [], paused: false, held: 0, lost: 0, open: null, loaded: false };

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = text;
  return made;
}

function duration(nanoseconds) {
  const ms = nanoseconds / NANOSECONDS_PER_MILLISECOND;
  if (ms >= 1000) return (ms / 1000).toFixed(2) + " s";
  return ms >= 100 ? ms.toFixed(0) + " ms" : ms.toFixed(2) + " ms";
}

function clock(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toLocaleTimeString([], { hour12: false }) + "." + String(date.getMilliseconds()).padStart(3, "0");
}

function statusClass(status) {
  if (status === null) return "quiet";
  if (status >= 500) return "bad";
  return status >= 400 ? "warn" : "good";
}

function searchText(row) {
  return [row.service, row.namespace, row.pod, row.method, row.path, row.status, row.direction, ...row.anomalies].join(" ").toLowerCase();
}

function matches(entry) {
  return byId("filter").value.toLowerCase().split(/\s+/).every((word) => entry.text.includes(word));
}

function where(row) {
  return [row.service, row.pod && row.pod !== row.service ? row.pod : null].filter(Boolean).join(" / ");
}

function addRow(row) {
  const line = element("tr");
  line.tabIndex = 0;
  line.append(
    element("td", "time", clock(row.time)),
    element("td", "direction", row.direction),
    element("td", "where", where(row)),
    element("td", "method", row.method ?? row.name),
    element("td", "path", row.path),
    element("td", "number " + statusClass(row.status), row.status ?? "none"),
    element("td", "number", duration(row.duration_ns)),
    element("td", "anomalies", row.anomalies.join(", ")),
  );
  line.children[4].title = row.path ?? "";
  const entry = { id: row.id, line, text: searchText(row) };
  line.addEventListener("click", () => show(entry));
  line.addEventListener("keydown", (event) => { if (event.key === "Enter") show(entry); });
  line.hidden = !matches(entry);
  state.rows.unshift(entry);
  byId("rows").prepend(line);
  while (state.rows.length > MAX_ROWS) state.rows.pop().line.remove();
}

function refresh() {
  const visible = state.rows.some((entry) => !entry.line.hidden);
  byId("empty").hidden = state.rows.length > 0 || !state.loaded;
  byId("nomatch").hidden = state.rows.length === 0 || visible;
  document.querySelector("table").hidden = !visible;
}

function tell(text, bad) {
  byId("state").textContent = text;
  byId("state").className = bad ? "bad" : "";
}

function tellLive() {
  const lost = state.lost > 0 ? `, ${state.lost} not shown (too fast for this page)` : "";
  tell(state.paused ? `paused, ${state.held} new` : "live" + lost, false);
}

function list(title, pairs) {
  const names = element("dl");
  for (const [name, value] of pairs) {
    names.append(element("dt", "", name), element("dd", "", typeof value === "string" ? value : JSON.stringify(value)));
  }
  return pairs.length > 0 ? [element("h3", "", title), names] : [];
}

function bodyOf(title, message) {
  if (message.body === null) return [];
  const cut = message.body.length > MAX_BODY_CHARS;
  const size = message.body_bytes === null ? "" : `, ${message.body_bytes} bytes`;
  const head = `${title} body (${message.body_encoding}${size}${cut ? ", beginning only" : ""})`;
  return [element("h3", "", head), element("pre", "", cut ? message.body.slice(0, MAX_BODY_CHARS) : message.body)];
}

function showDetail(call) {
  const pairs = call.attributes.filter((a) => !SHOWN_ELSEWHERE.test(a.key)).map((a) => [a.key, a.value]);
  const parts = [
    ...list("Call", [["time", call.time], ["duration", duration(call.duration_ns)], ["trace", call.trace_id], ["anomalies", call.anomalies.join(", ") || "none"]]),
    ...(call.request ? [...list("Request headers", call.request.headers), ...bodyOf("Request", call.request)] : []),
    ...(call.response ? [...list("Response headers", call.response.headers), ...bodyOf("Response", call.response)] : []),
    ...list("Attributes", pairs),
    ...list("Resource", call.resource.map((a) => [a.key, a.value])),
  ];
  byId("detail-body").replaceChildren(...parts);
}

async function show(entry) {
  close();
  state.open = entry;
  entry.line.classList.add("open");
  byId("detail").hidden = false;
  byId("detail-title").textContent = [...entry.line.children].slice(3, 6).map((cell) => cell.textContent).join(" ");
  byId("detail-body").replaceChildren(element("p", "quiet", "loading"));
  try {
    const answer = await fetch(`/api/v1/exchanges/${entry.id}`);
    const call = await answer.json();
    if (state.open !== entry) return;
    if (answer.ok) showDetail(call);
    else byId("detail-body").replaceChildren(element("p", "bad", call.detail));
  } catch {
    byId("detail-body").replaceChildren(element("p", "bad", "The agent does not answer."));
  }
}

function close() {
  if (state.open) state.open.line.classList.remove("open");
  state.open = null;
  byId("detail").hidden = true;
}

async function reload() {
  try {
    const answer = await fetch(`/api/v1/exchanges?limit=${RELOAD_LIMIT}`);
    const page = await answer.json();
    if (!answer.ok) {
      tell(page.detail, true);
      return;
    }
    const known = new Set(state.rows.map((entry) => entry.id));
    for (const row of page.exchanges.reverse()) {
      if (!known.has(row.id)) addRow(row);
    }
  } catch {
    tell("the agent does not answer", true);
  }
  state.loaded = true;
  refresh();
}

function listen() {
  const stream = new EventSource("/api/v1/live");
  stream.addEventListener("open", () => {
    tellLive();
    if (!state.paused) reload();
  });
  stream.addEventListener("exchange", (event) => {
    if (state.paused) {
      state.held++;
    } else {
      const row = JSON.parse(event.data);
      if (!state.rows.some((entry) => entry.id === row.id)) addRow(row);
      refresh();
    }
    tellLive();
  });
  stream.addEventListener("lost", (event) => {
    state.lost += Number(event.data);
    tellLive();
  });
  stream.addEventListener("error", () => {
    tell("not connected, trying again", true);
    // A refused stream (too many clients) is closed for good by the browser; a broken one is reopened by it.
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  });
}

byId("filter").addEventListener("input", () => {
  for (const entry of state.rows) entry.line.hidden = !matches(entry);
  refresh();
});
byId("pause").addEventListener("click", () => {
  state.paused = !state.paused;
  byId("pause").setAttribute("aria-pressed", String(state.paused));
  byId("pause").textContent = state.paused ? "Resume" : "Pause";
  if (!state.paused && state.held > 0) reload();
  state.held = 0;
  tellLive();
});
byId("clear").addEventListener("click", () => {
  close();
  for (const entry of state.rows) entry.line.remove();
  state.rows = [];
  refresh();
});
byId("close").addEventListener("click", close);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
listen();
