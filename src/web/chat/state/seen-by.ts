/** Messages as one person sees them: a card with private data for them shows their face of it. Pure. */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";

/** The very message where nothing of it is private. */
export function seenBy(message: EmulatorMessage, staffId: string): EmulatorMessage {
  const { card } = message;
  const face = card?.faces?.[staffId];
  if (!card || !face) return message;
  const { outTrackId, templateId, frames } = card;
  return { ...message, text: face.content, card: { outTrackId, templateId, frames, ...face } };
}
