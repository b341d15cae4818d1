/** A piece of a text with what it is, for its colour. */
export interface Token {
  readonly kind: "key" | "string" | "number" | "word" | "plain";
  readonly text: string;
}

/** Pieces of one body at most: each is an element, and browsers get slow with more. The rest is one plain piece. */
export const MAX_TOKENS = 10_000;

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/gu;

/** The tokens of JSON that was written with indents. */
export function jsonTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (tokens.length >= MAX_TOKENS) {
      break;
    }
    if (match.index > at) {
      tokens.push({ kind: "plain", text: text.slice(at, match.index) });
    }
    const [whole, string, colon, number] = match;
    if (string === undefined) {
      tokens.push({ kind: number === undefined ? "word" : "number", text: whole });
    } else {
      tokens.push({ kind: colon === undefined ? "string" : "key", text: string });
      tokens.push({ kind: "plain", text: colon ?? "" });
    }
    at = match.index + whole.length;
  }
  tokens.push({ kind: "plain", text: text.slice(at) });
  return tokens.filter((token) => token.text !== "");
}
