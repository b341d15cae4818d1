const INDENT = "  ";
const SPACE = /\s/u;
const STRUCTURE = /^[[{]/u;

/** Deeper nesting is nobody's data, and indents would grow with its square. */
export const MAX_DEPTH = 200;

/**
 * JSON with line breaks and indents; null when it is no JSON. Works on the text, so that numbers, the order of keys and keys that are there twice
 * stay as they were sent. A body that was cut is indented as far as it goes.
 */
export function indentJson(text: string): string | null {
  const trimmed = text.trim();
  return STRUCTURE.test(trimmed) ? new Indenter(trimmed).run() : null;
}

class Indenter {
  readonly #text: string;
  readonly #out: string[] = [];
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): string | null {
    let at = 0;
    while (at < this.#text.length) {
      at = this.#take(at);
      if (this.#depth > MAX_DEPTH) {
        return null;
      }
    }
    return this.#out.join("");
  }

  /** Writes what begins at a position; gives where it ends. */
  #take(at: number): number {
    const char = this.#text.charAt(at);
    switch (char) {
      case "{":
      case "[":
        return this.#open(at, char);
      case "}":
      case "]":
        this.#newLine(-1);
        this.#out.push(char);
        return at + 1;
      case ",":
        this.#out.push(char);
        this.#newLine(0);
        return at + 1;
      case ":":
        this.#out.push(": ");
        return at + 1;
      case '"':
        return this.#string(at);
      default:
        this.#out.push(SPACE.test(char) ? "" : char);
        return at + 1;
    }
  }

  #open(at: number, char: string): number {
    let next = at + 1;
    while (SPACE.test(this.#text.charAt(next))) {
      next++;
    }
    const end = char === "{" ? "}" : "]";
    if (this.#text.charAt(next) === end) {
      this.#out.push(char, end);
      return next + 1;
    }
    this.#out.push(char);
    this.#newLine(1);
    return at + 1;
  }

  #newLine(change: number): void {
    this.#depth = Math.max(0, this.#depth + change);
    this.#out.push("\n", INDENT.repeat(this.#depth));
  }

  #string(start: number): number {
    let at = start + 1;
    while (at < this.#text.length && this.#text.charAt(at) !== '"') {
      at += this.#text.charAt(at) === "\\" ? 2 : 1;
    }
    this.#out.push(this.#text.slice(start, at + 1));
    return at + 1;
  }
}
