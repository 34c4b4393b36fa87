/**
 * What the agent reads of a message, by `msgtype`. Pure.
 * Media and quotes have their own parsers when they come; until then they are named, not dropped.
 */
import type { RobotMessage } from "../../contract/robot-message.ts";

export interface ParsedText {
  /** The platform's `msgtype`, or what stands in for it where that is missing. */
  readonly kind: string;
  readonly text: string;
  readonly unsupported: boolean;
}

function contentObject(raw: RobotMessage): Record<string, unknown> {
  let value = raw.content;
  if (typeof value === "string") {
    try {
      value = JSON.parse(value) as unknown;
    } catch {
      return {};
    }
  }
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function stringAt(source: unknown, key: string): string {
  if (typeof source !== "object" || source === null) return "";
  const value = (source as Record<string, unknown>)[key];
  return typeof value === "string" ? value : "";
}

function parseRichText(content: Record<string, unknown>): string {
  const runs = content["richText"] ?? content["richTextList"];
  if (!Array.isArray(runs)) return "";
  return runs
    .map((run) => {
      if (stringAt(run, "type") === "at") return `@${stringAt(run, "atName")}`;
      if (stringAt(run, "downloadCode") || stringAt(run, "pictureDownloadCode")) return "[picture]";
      return stringAt(run, "text");
    })
    .join("");
}

type Parser = (raw: RobotMessage, content: Record<string, unknown>) => string;

/** A map, since `msgtype` comes from outside and may be the name of anything. */
const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>([
  ["text", (raw) => raw.text?.content ?? ""],
  ["richText", (_raw, content) => parseRichText(content)],
  ["audio", (_raw, content) => stringAt(content, "recognition")],
  ["markdown", (_raw, content) => stringAt(content, "text")],
]);

export function parseText(raw: RobotMessage): ParsedText {
  const kind = raw.msgtype || (raw.text ? "text" : "unknown");
  const text = PARSERS.get(kind)?.(raw, contentObject(raw)).trim();
  if (text) return { kind, text, unsupported: false };
  if (kind === "text") return { kind, text: "", unsupported: false };
  return { kind, text: `[unsupported: ${kind}]`, unsupported: true };
}
