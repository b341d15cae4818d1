import type { Exchange, Message } from "../api/types.ts";
import { textOf, urlOf } from "./curl.ts";

const NANOSECONDS_PER_MILLISECOND = 1e6;

interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A call as a HAR 1.2 log of one entry, which browsers' tools and proxies read. */
export function toHar(call: Exchange): object {
  const ms = call.duration_ns / NANOSECONDS_PER_MILLISECOND;
  return {
    log: {
      version: "1.2",
      creator: { name: "PodMirror", version: "0.1.0" },
      entries: [
        {
          startedDateTime: call.time,
          time: ms,
          request: requestOf(call),
          response: responseOf(call),
          cache: {},
          // What is seen of an exchange is when it began and when it ended.
          timings: { send: 0, wait: ms, receive: 0 },
          serverIPAddress: textOf(call.attributes, call.direction === "egress" ? "network.peer.address" : "network.local.address"),
          _podmirror: { trace_id: call.trace_id, span_id: call.span_id, anomalies: call.anomalies, service: call.service, pod: call.pod },
        },
      ],
    },
  };
}

function requestOf(call: Exchange): object {
  const headers = pairs(call.request);
  const body = call.request?.body ?? null;
  return {
    method: call.method ?? "",
    url: urlOf(call),
    httpVersion: versionOf(call),
    cookies: [],
    headers,
    queryString: [...new URLSearchParams(textOf(call.attributes, "url.query"))].map(([name, value]) => ({ name, value })),
    ...(body === null ? {} : { postData: { mimeType: contentType(headers), text: body, ...encodingOf(call.request) } }),
    headersSize: -1,
    bodySize: call.request?.body_bytes ?? -1,
  };
}

function responseOf(call: Exchange): object {
  const headers = pairs(call.response);
  const body = call.response?.body ?? null;
  return {
    status: call.status ?? 0,
    statusText: "",
    httpVersion: versionOf(call),
    cookies: [],
    headers,
    content: {
      size: call.response?.body_bytes ?? 0,
      mimeType: contentType(headers),
      ...(body === null ? {} : { text: body, ...encodingOf(call.response) }),
    },
    redirectURL: headers.find((header) => header.name.toLowerCase() === "location")?.value ?? "",
    headersSize: -1,
    bodySize: call.response?.body_bytes ?? -1,
  };
}

function versionOf(call: Exchange): string {
  return `HTTP/${textOf(call.attributes, "network.protocol.version") || "1.1"}`;
}

function pairs(message: Message | null): Pair[] {
  return (message?.headers ?? []).map(([name, value]) => ({ name, value }));
}

function contentType(headers: readonly Pair[]): string {
  return headers.find((header) => header.name.toLowerCase() === "content-type")?.value ?? "";
}

function encodingOf(message: Message | null): object {
  return message?.body_encoding === "base64" ? { encoding: "base64" } : {};
}
