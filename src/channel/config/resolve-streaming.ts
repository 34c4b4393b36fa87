/** The host's key `streaming`, as this channel understands it. Defaults are those of the host's documents. Pure. */
import type { AccountConfig } from "./schema.ts";

export interface StreamingSettings {
  /** The host's modes; `block` is no different from `partial` on a card. */
  readonly mode: "off" | "partial" | "block" | "progress";
  /** Whether a line names the tool at work. */
  readonly showsTools: boolean;
  /** What a card says in the mode `progress` before there is more; `auto` leaves the word to us, undefined is none. */
  readonly label: string | undefined;
  /** Most lines of a plan, and code points of each. */
  readonly maxLines: number;
  readonly maxLineChars: number;
}

const MAX_LINES = 8;
const MAX_LINE_CHARS = 120;
/** A plan must leave room for the text. */
const MOST_LINES = 20;

export function resolveStreaming(streaming: AccountConfig["streaming"]): StreamingSettings {
  const { mode = "partial", preview, progress } = streaming ?? {};
  const tools =
    mode === "progress"
      ? (progress?.toolProgress ?? preview?.toolProgress ?? false)
      : preview?.toolProgress !== false;
  const label = progress?.label ?? "auto";
  return {
    mode,
    showsTools: mode !== "off" && tools,
    label: label === false || label.trim() === "" ? undefined : label,
    maxLines: Math.min(progress?.maxLines ?? MAX_LINES, MOST_LINES),
    maxLineChars: progress?.maxLineChars ?? MAX_LINE_CHARS,
  };
}
