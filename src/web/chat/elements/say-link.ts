/** A tap that makes the person say something: the event `say-link`, which the page acts on. */
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";

/** Detail of the event: what the person is made to say, and to whom. */
export interface SayLink {
  readonly words: string;
  readonly robot: Pick<EmulatorMessage["from"], "id" | "name">;
}

export function fireSayLink(from: EventTarget, words: string, robot: SayLink["robot"]): void {
  const detail: SayLink = { words, robot };
  from.dispatchEvent(new CustomEvent("say-link", { detail, bubbles: true, composed: true }));
}
