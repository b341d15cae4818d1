import type { Message } from "../api/types.ts";
import { hexDump } from "./hex.ts";
import { indentJson } from "./indent.ts";
import { jsonTokens, type Token } from "./tokens.ts";

/** Characters of a body that are shown at most; browsers get slow with more. */
export const MAX_SHOWN = 200_000;

/** A body as people read it. */
export interface Shown {
  /** What it was read as. */
  readonly form: "json" | "form" | "bytes" | "text";
  readonly tokens: readonly Token[];
  /** Whether it goes on beyond what is shown. */
  readonly cut: boolean;
}

const FORM = "application/x-www-form-urlencoded";

/** A message's body, made readable by what it is: by its content, as its type may lie. */
export function prettyBody(message: Message): Shown {
  const body = message.body ?? "";
  if (message.body_encoding === "base64") {
    return { form: "bytes", tokens: [{ kind: "plain", text: hexDump(body) }], cut: (message.body_bytes ?? 0) > 4096 };
  }
  const text = body.slice(0, MAX_SHOWN);
  const cut = body.length > MAX_SHOWN;
  const json = indentJson(text);
  if (json !== null) {
    return { form: "json", tokens: jsonTokens(json), cut };
  }
  if (typeOf(message).startsWith(FORM)) {
    return { form: "form", tokens: formTokens(text), cut };
  }
  return { form: "text", tokens: [{ kind: "plain", text }], cut };
}

function typeOf(message: Message): string {
  return message.headers.find(([name]) => name.toLowerCase() === "content-type")?.[1].toLowerCase() ?? "";
}

function formTokens(text: string): Token[] {
  return [...new URLSearchParams(text)].flatMap(([name, value]): Token[] => [
    { kind: "key", text: name },
    { kind: "plain", text: " = " },
    { kind: "string", text: value },
    { kind: "plain", text: "\n" },
  ]);
}
