import type { Row } from "../api/row.ts";
import { ANOMALIES } from "./anomalies.ts";
import type { Alternative, Operator } from "./syntax.ts";
import { isPattern, matchDuration, matchId, matchStatus, matchText, matchTime, type Read } from "./values.ts";

/** A field of the filter language. */
export interface Field {
  readonly about: string;
  /** The operators that it takes. */
  readonly operators: readonly Operator[];
  /** A test of one value, or what is wrong with it. */
  readonly read: (value: Alternative, operator: Operator, now: number) => Read;
  /** Values that there are whatever was seen. */
  readonly known?: readonly string[];
  /** The row's value, for completion; null where there is none. */
  readonly of?: (row: Row) => string | null;
}

const EQUAL: readonly Operator[] = [":"];
const ORDERED: readonly Operator[] = [":", ">", ">=", "<", "<="];
const DIRECTIONS = ["ingress", "egress", "unknown"];
const TRACE_ID_DIGITS = 32;
const SPAN_ID_DIGITS = 16;

function name(about: string, of: (row: Row) => string | null, ignoreCase = false): Field {
  return { about, operators: EQUAL, of, read: (value) => matchText(value, of, ignoreCase) };
}

function readPath(value: Alternative): Read {
  const isPath = value.text.startsWith("/") || value.text.startsWith("*") || value.quoted;
  return isPath ? matchText(value, (row) => row.path) : "begin it with / or *; a word alone finds paths that contain it";
}

function readDirection(value: Alternative): Read {
  return DIRECTIONS.includes(value.text) ? (row) => row.direction === value.text : `write ${DIRECTIONS.join(", ")}`;
}

function readAnomaly(value: Alternative): Read {
  if (value.text === "any" || value.text === "none") {
    const wanted = value.text === "any";
    return (row) => row.anomalies.length > 0 === wanted;
  }
  if (isPattern(value)) {
    const parts = (row: Row): boolean => row.anomalies.some((anomaly) => matchText(value, () => anomaly)(row));
    return parts;
  }
  return Object.hasOwn(ANOMALIES, value.text)
    ? (row) => row.anomalies.includes(value.text)
    : "there is no anomaly of that name; write any, none or one such as response_missing";
}

/** Every field by its name, in the order in which they are offered. */
export const FIELDS: Readonly<Record<string, Field>> = {
  method: {
    ...name("request method", (row) => row.method, true),
    known: ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
  },
  path: { about: "path without its query; * for any text", operators: EQUAL, of: (row) => row.path, read: readPath },
  host: name("host that was asked for, of egress whom", (row) => row.host, true),
  status: {
    about: "response status: 404, 5xx, none",
    operators: ORDERED,
    known: ["2xx", "3xx", "4xx", "5xx", "none"],
    of: (row) => (row.status === null ? "none" : String(row.status)),
    read: (value, operator) => matchStatus(value.text, operator),
  },
  duration: {
    about: "how long it took: 250us, 10ms, 1.5s",
    operators: ORDERED,
    known: ["10ms", "100ms", "1s"],
    read: (value, operator) => matchDuration(value.text, operator),
  },
  service: name("service name", (row) => row.service),
  namespace: name("Kubernetes namespace", (row) => row.namespace),
  pod: name("Pod name", (row) => row.pod),
  name: name("span name, of gRPC the method", (row) => row.name),
  direction: { about: "which end the Pod is", operators: EQUAL, known: DIRECTIONS, of: (row) => row.direction, read: readDirection },
  anomaly: { about: "what was not clean", operators: EQUAL, known: ["any", "none", ...Object.keys(ANOMALIES)], read: readAnomaly },
  since: {
    about: "began at or after a time, or so long ago",
    operators: EQUAL,
    known: ["5m", "1h", "24h"],
    read: (value, _, now) => matchTime(value.text, true, now),
  },
  until: {
    about: "began before a time, or so long ago",
    operators: EQUAL,
    known: ["5m", "1h", "24h"],
    read: (value, _, now) => matchTime(value.text, false, now),
  },
  trace: {
    about: "trace id",
    operators: EQUAL,
    of: (row) => row.trace_id,
    read: (value) => matchId(value.text, TRACE_ID_DIGITS, (row) => row.trace_id),
  },
  span: { about: "span id", operators: EQUAL, read: (value) => matchId(value.text, SPAN_ID_DIGITS, (row) => row.span_id) },
};
