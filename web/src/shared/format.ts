const NANOSECONDS_PER_MICROSECOND = 1e3;
const MICROSECONDS_PER_MILLISECOND = 1e3;
const MILLISECONDS_PER_SECOND = 1e3;
const SECONDS_PER_MINUTE = 60;
const BYTES_PER_STEP = 1024;
const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const COMPACT = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en");
const SHARE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** Three figures of a number: 1.23, 12.3, 123. */
function figures(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Nanoseconds as "850 µs", "12.3 ms", "1.20 s", "2 min 5 s". */
export function duration(nanoseconds: number): string {
  const us = nanoseconds / NANOSECONDS_PER_MICROSECOND;
  const ms = us / MICROSECONDS_PER_MILLISECOND;
  const s = ms / MILLISECONDS_PER_SECOND;
  if (ms < 1) {
    return `${figures(us)} µs`;
  }
  if (s < 1) {
    return `${figures(ms)} ms`;
  }
  return s < SECONDS_PER_MINUTE ? `${figures(s)} s` : `${Math.floor(s / SECONDS_PER_MINUTE)} min ${Math.floor(s % SECONDS_PER_MINUTE)} s`;
}

const ZEROS = /(\.\d*?)0+Z$/u;

/** An RFC 3339 time without the zeros at its end, which say nothing. */
export function moment(time: string): string {
  return time.replace(ZEROS, (_, fraction: string) => `${fraction === "." ? "" : fraction}Z`);
}

/** The time of day of an RFC 3339 time, to the millisecond, where the reader is; the text itself when it is none. */
export function clock(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    return time;
  }
  const two = (value: number): string => String(value).padStart(2, "0");
  const ms = String(date.getMilliseconds()).padStart(3, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${ms}`;
}

/** How long ago, in one unit: "now", "12 s", "5 min", "3 h", "2 d"; the text itself when it is no time. */
export function ago(time: string, now: number): string {
  const s = Math.max(0, (now - Date.parse(time)) / MILLISECONDS_PER_SECOND);
  if (Number.isNaN(s)) {
    return time;
  }
  const steps: readonly [number, number, string][] = [
    [SECONDS_PER_MINUTE, 1, "s"],
    [3600, SECONDS_PER_MINUTE, "min"],
    [86_400, 3600, "h"],
    [Number.POSITIVE_INFINITY, 86_400, "d"],
  ];
  const [, size, unit] = steps.find(([end]) => s < end) ?? [0, 1, ""];
  return s < 1 ? "now" : `${Math.floor(s / size)} ${unit}`;
}

/** The same in a sentence: "now", "12 s ago". */
export function agoOf(time: string, now: number): string {
  const text = ago(time, now);
  return text === "now" || text === time ? text : `${text} ago`;
}

/** Bytes as "512 B", "1.5 KiB". */
export function bytes(count: number): string {
  let value = count;
  let step = 0;
  while (value >= BYTES_PER_STEP && step < BYTE_UNITS.length - 1) {
    value /= BYTES_PER_STEP;
    step++;
  }
  return `${step === 0 ? value : figures(value)} ${BYTE_UNITS[step]}`;
}

/** A count as "1.2K", for where there is little room. */
export function compact(count: number): string {
  return COMPACT.format(count);
}

/** A count, whole. */
export function whole(count: number): string {
  return WHOLE.format(count);
}

/** The least share that is written as a number. */
const LEAST_SHARE = 0.0005;

/** A part of a whole as a percentage; a dash when there is no whole. What is something is never written as nothing. */
export function share(part: number, all: number): string {
  if (part > 0 && part < all * LEAST_SHARE) {
    return "<0.1%";
  }
  return all > 0 ? SHARE.format(part / all) : "–";
}

/** Words of a name of the API: "retries_exhausted" as "retries exhausted". */
export function words(name: string): string {
  return name.replaceAll("_", " ");
}

/** A count with its noun: "1 restart", "2 restarts". */
export function counted(count: number, noun: string): string {
  return `${whole(count)} ${count === 1 ? noun : `${noun}s`}`;
}
