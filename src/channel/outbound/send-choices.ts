/**
 * An ordinary message with buttons, by which a person says something with one tap: by the newest session webhook of
 * the place, else by the robot API. An unclear failure is followed by the other way: asked twice is better than never.
 */
import { MAX_ACTION_BUTTONS, sayLink, type ActionButton } from "../../contract/robot-send.ts";
import type { DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { toMessageMarkdown } from "../markdown/message-dialect.ts";
import type { Delivery } from "../model.ts";
import { sendContent, UndeliveredError } from "./send-content.ts";
import { titleOf, type TextDestination } from "./send-text.ts";

export interface Choice {
  readonly title: string;
  /** What the person says by tapping it. */
  readonly says: string;
}

export interface SendChoicesOptions {
  readonly client: DingTalkClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

export const MAX_CHOICES = MAX_ACTION_BUTTONS;

/** Rejects with what the platform said, and with `RangeError` for more than `MAX_CHOICES` choices or none. */
export type SendChoices = (
  destination: TextDestination,
  text: string,
  choices: readonly Choice[],
) => Promise<Delivery>;

const WEBHOOK_MARGIN_MS = 5_000;

function robotContent(title: string, text: string, buttons: readonly ActionButton[]) {
  const [first] = buttons;
  if (buttons.length === 1 && first) {
    return {
      msgKey: "sampleActionCard",
      msgParam: { title, text, singleTitle: first.title, singleURL: first.url },
    };
  }
  const fields = buttons.flatMap(({ title: label, url }, index) => [
    [`actionTitle${index + 1}`, label],
    [`actionURL${index + 1}`, url],
  ]);
  const msgParam = { title, text, ...(Object.fromEntries(fields) as Record<string, string>) };
  return { msgKey: `sampleActionCard${buttons.length}`, msgParam };
}

export function createSendChoices({ client, clock, logger }: SendChoicesOptions): SendChoices {
  return async ({ target, session }, text, choices) => {
    if (choices.length === 0 || choices.length > MAX_CHOICES)
      throw new RangeError(`a message with buttons takes 1 to ${MAX_CHOICES} choices, not ${choices.length}`);
    const buttons = choices.map(({ title, says }) => ({ title, url: sayLink(says) }));
    const title = titleOf(text);
    const markdown = toMessageMarkdown(text);
    if (session && session.expiresAt - clock.now() > WEBHOOK_MARGIN_MS) {
      try {
        await client.robot.sendBySession(session.url, { title, markdown, buttons });
        return { via: "session" };
      } catch (error) {
        if (!target) throw error;
        logger.info("The session webhook did not take a message with buttons; using the robot API", {
          error: String(error),
        });
      }
    }
    if (!target) throw new UndeliveredError("a person outside the organisation", "session-expired");
    return sendContent(client.robot, target, robotContent(title, markdown, buttons));
  };
}
