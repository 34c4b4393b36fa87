/**
 * The buttons of a robot's message: links at its end on which DingTalk's app says something for the person. Pure.
 * Such links elsewhere in the text stay what the Markdown view makes of them.
 */
import { parseSayLink } from "./parse-say-link.ts";

export interface MessageChoice {
  readonly label: string;
  /** What the person says by a tap. */
  readonly words: string;
}

export interface SplitMessage {
  /** The text above the buttons. */
  readonly body: string;
  readonly choices: readonly MessageChoice[];
}

const LINK_LINE = /^\[([^\]]+)\]\((\S+)\)$/;

function choiceOf(block: string): MessageChoice | undefined {
  const [, label = "", url = ""] = LINK_LINE.exec(block.trim()) ?? [];
  const words = parseSayLink(url);
  return words === undefined ? undefined : { label, words };
}

export function splitChoices(text: string): SplitMessage {
  const blocks = text.split("\n\n");
  const choices: MessageChoice[] = [];
  for (let choice = choiceOf(blocks.at(-1) ?? ""); choice; choice = choiceOf(blocks.at(-1) ?? "")) {
    choices.unshift(choice);
    blocks.pop();
  }
  return { body: blocks.join("\n\n"), choices };
}
