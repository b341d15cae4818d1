import type { Attribute, Exchange, Message } from "../api/types.ts";

/** What curl writes by itself, from the address and the data. */
const OWN_HEADERS = new Set(["host", "content-length", "connection", "transfer-encoding", "accept-encoding", "keep-alive", "te", "upgrade"]);
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal would obey
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a terminal would obey
const SPECIAL = /[\u0000-\u001f\u007f-\u009f'\\]/gu;

/**
 * A text as one word of a POSIX shell. A payload is an attacker's, and a terminal obeys control characters even within quotes, so they are
 * written as escapes, which bash, zsh and ksh know.
 */
export function shellWord(text: string): string {
  if (!CONTROL.test(text)) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }
  return `$'${text.replace(SPECIAL, escapeChar)}'`;
}

function escapeChar(char: string): string {
  if (char === "'" || char === "\\") {
    return `\\${char}`;
  }
  return [...new TextEncoder().encode(char)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
}

/** The text of an attribute; empty when it has none. */
export function textOf(attributes: readonly Attribute[], key: string): string {
  const value = attributes.find((attribute) => attribute.key === key)?.value;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The address that was asked for, as far as it is known. */
export function urlOf(call: Exchange): string {
  const full = textOf(call.attributes, "url.full");
  if (full !== "") {
    return full;
  }
  const scheme = textOf(call.attributes, "url.scheme") || "http";
  const query = textOf(call.attributes, "url.query");
  return `${scheme}://${authorityOf(call)}${call.path ?? "/"}${query === "" ? "" : `?${query}`}`;
}

function authorityOf(call: Exchange): string {
  const host = call.request?.headers.find(([name]) => name.toLowerCase() === "host")?.[1];
  if (host !== undefined && host !== "") {
    return host;
  }
  const address = textOf(call.attributes, "server.address") || "localhost";
  const port = textOf(call.attributes, "server.port");
  const literal = address.includes(":") ? `[${address}]` : address;
  return port === "" ? literal : `${literal}:${port}`;
}

/** The request as a command of curl that sends it again. What was redacted stays so. */
export function toCurl(call: Exchange): string {
  const parts = ["curl --globoff", `--url ${shellWord(urlOf(call))}`];
  const method = textOf(call.attributes, "http.request.method_original") || call.method;
  if (method !== null && method !== "GET") {
    parts.push(method === "HEAD" ? "--head" : `--request ${shellWord(method)}`);
  }
  for (const [name, value] of call.request?.headers ?? []) {
    // curl takes a header that begins with @ as the name of a file; no token does.
    if (TOKEN.test(name) && !OWN_HEADERS.has(name.toLowerCase())) {
      parts.push(`--header ${shellWord(value === "" ? `${name};` : `${name}: ${value}`)}`);
    }
  }
  return withBody(parts, call.request);
}

function withBody(parts: readonly string[], request: Message | null): string {
  const join = (all: readonly string[]): string => all.join(" \\\n  ");
  if (request === null || request.body === null || request.body === "") {
    return join(parts);
  }
  if (request.body_encoding === "base64") {
    return `printf %s ${shellWord(request.body)} | base64 --decode | ${join([...parts, "--data-binary @-"])}`;
  }
  // Not --data: that reads a file where the text begins with @.
  return join([...parts, `--data-raw ${shellWord(request.body)}`]);
}
