/** Fetches what somebody sent, from the emulator itself, as base64: to be sent once more. */
import type { EmulatorAttachment } from "../../contract/emulator-control.ts";
import { readPickedFile } from "./read-picked-file.ts";
import type { PickedFile } from "./state/plan-says.ts";

/** Rejects when the emulator has forgotten it. */
export async function fetchAttachment({ url, name, mime }: EmulatorAttachment): Promise<PickedFile> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return readPickedFile(new File([await response.blob()], name, { type: mime }));
}
