/** Which entries of the wire are shown, and the one line that stands for each. Pure. */
import type { WireEntry } from "../../../contract/emulator-console.ts";

export type WireKind = "all" | WireEntry["kind"];

export interface WireWishes {
  readonly words: string;
  readonly kind: WireKind;
  readonly failed: boolean;
  readonly hidePings: boolean;
  /** Of one app only; empty: of all. */
  readonly clientId: string;
}

export interface WireSummary {
  /** An arrow. */
  readonly sign: string;
  readonly title: string;
  readonly state?: string;
  /** Milliseconds. */
  readonly took?: number;
}

const OK = 200;
const REFUSED = 400;

export function isFailure(entry: WireEntry): boolean {
  if (entry.kind === "call") return entry.status === 0 || entry.status >= REFUSED || entry.code !== undefined;
  if (entry.kind === "frame") return entry.code !== undefined && entry.code !== OK;
  return entry.event === "deaf" || entry.event === "half-open";
}

/** The platform's pings, and the answers to them, which name no topic but repeat the ping's content. */
function isPing(entry: WireEntry): boolean {
  if (entry.kind !== "frame") return false;
  return entry.topic === "ping" || (entry.data ?? "").startsWith('{"opaque"');
}

function holds(entry: WireEntry, words: string): boolean {
  return Object.values(entry).some((value) => {
    if (typeof value === "string" || typeof value === "number")
      return String(value).toLowerCase().includes(words);
    return typeof value === "object" && JSON.stringify(value).toLowerCase().includes(words);
  });
}

export function filterWire(entries: readonly WireEntry[], wishes: WireWishes): readonly WireEntry[] {
  const words = wishes.words.trim().toLowerCase();
  return entries.filter(
    (entry) =>
      (wishes.kind === "all" || entry.kind === wishes.kind) &&
      (wishes.clientId === "" || entry.clientId === wishes.clientId) &&
      !(wishes.failed && !isFailure(entry)) &&
      !(wishes.hidePings && isPing(entry)) &&
      (words === "" || holds(entry, words)),
  );
}

export function summaryOf(entry: WireEntry): WireSummary {
  if (entry.kind === "socket") return { sign: "⇄", title: entry.event };
  if (entry.kind === "frame") {
    const title = [entry.type, entry.topic ?? ""].join(" ").trim();
    const state = entry.code === undefined ? {} : { state: String(entry.code) };
    const took = entry.afterMs === undefined ? {} : { took: entry.afterMs };
    return { sign: entry.direction === "out" ? "→" : "←", title, ...state, ...took };
  }
  const title = `${entry.method} ${entry.operation === "unknown" ? entry.path : entry.operation}`;
  const status = entry.status === 0 ? "✕" : String(entry.status);
  const code = entry.status === OK && entry.code !== undefined ? ` ${entry.code}` : "";
  return { sign: "←", title, state: `${status}${code}`, took: entry.durationMs };
}
