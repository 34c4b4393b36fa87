/**
 * Finds what the person wrote in a user message of the host.
 * OpenClaw 2026.9.6 puts a time stamp and fenced context blocks before the text, a `Runtime:` line after it,
 * and sends further context in separate user messages between internal-context marks (seen on the wire, 2026-11;
 * the marks: docs/concepts/system-prompt.md of the host). Text without any of these comes back unchanged.
 */
const INTERNAL_CONTEXT =
  /<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>[\s\S]*?<<<END_OPENCLAW_INTERNAL_CONTEXT>>>\s*/g;
const LEADING = [
  /** `[Mon 2026-11-23 03:07 UTC] ` */
  /^\s*\[\w{3} \d{4}-\d{2}-\d{2} \d{2}:\d{2}[^\]\n]*\]\s*/,
  /** `[Queued user message from a previous active turn; …]` */
  /^\s*\[Queued user message[^\]\n]*\]\s*/,
  /** A titled, fenced block of facts: `Conversation info: ⟦openclaw:ctx⟧` and JSON. */
  /^\s*[^\n]{0,120}⟦openclaw:ctx⟧\s*\n```\w*\n[\s\S]*?\n```\s*/,
];
const TRAILING = [
  /\n+Runtime: agent=[^\n]*\s*$/,
  /\n+Continue the current task from the existing transcript[^\n]*\s*$/,
];

function stripAll(text: string, patterns: readonly RegExp[]): string {
  const next = patterns.reduce((rest, pattern) => rest.replace(pattern, ""), text);
  return next === text ? text : stripAll(next, patterns);
}

/** The person's own text, or an empty string when the message holds only the host's context. */
export function extractPrompt(text: string): string {
  const visible = text.replace(INTERNAL_CONTEXT, "");
  if (visible.trim() === "") return "";
  return stripAll(stripAll(visible, LEADING), TRAILING);
}
