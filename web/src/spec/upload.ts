import { serviceLink } from "../api/catalog.ts";
import type { Description } from "../api/catalog-types.ts";
import { ApiError, problemOf } from "../api/http.ts";

/** The largest file that is read into the page at all; the agent has a limit of its own, and says so. */
export const MAX_FILE_BYTES = 16 * 1024 * 1024;

const JSON_START = /^\s*\{/u;

/** The type of a description by how it begins: JSON, or else YAML. */
export function typeOf(text: string): string {
  return JSON_START.test(text) ? "application/json" : "application/yaml";
}

/** Uploads a description, and tells how much of it is sent, from 0 to 1. The browser tells that of nothing but this kind of request. */
export function upload(service: string, text: string, onProgress: (part: number) => void, signal: AbortSignal): Promise<Description> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PUT", serviceLink(service, "description"));
    request.setRequestHeader("content-type", typeOf(text));
    request.upload.addEventListener("progress", (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener("error", () => reject(new ApiError("the agent does not answer (the connection broke)", 0)));
    request.addEventListener("abort", () => reject(new ApiError("the upload was ended", 0)));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Description);
      } else {
        reject(problemOf(request.status, request.responseText));
      }
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(text);
  });
}

/** A line of a text with those around it, numbered; for a complaint about it. */
export function excerpt(text: string, line: number): readonly (readonly [number: number, text: string, isBad: boolean])[] {
  const around = 2;
  const longest = 160;
  const lines = text.split("\n");
  const first = Math.max(1, line - around);
  const last = Math.min(lines.length, line + around);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const number = first + index;
    return [number, (lines[number - 1] ?? "").slice(0, longest), number === line] as const;
  });
}
