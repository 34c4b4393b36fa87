/**
 * Answers by ordinary message: the message's own session webhook while it lives, else the robot API.
 * Knows nothing of cards. The webhook is a secret and stays in here.
 */
import { MAX_TITLE_CHARACTERS, MsgKey } from "../../contract/robot-send.ts";
import { isDingTalkError, type DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { Delivery, SessionWebhook, Target } from "../model.ts";
import { encodeMentions, nameMentions, type NameOf } from "./mentions.ts";
import { sendContent, UndeliveredError } from "./send-content.ts";
import { splitText } from "./split-text.ts";

export interface SendTextOptions {
  readonly client: DingTalkClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For mentions where nobody can be notified. */
  readonly nameOf?: NameOf;
}

export interface TextDestination {
  /** Absent for people who can only be answered by the webhook. */
  readonly target?: Target;
  readonly session?: SessionWebhook;
  /**
   * The sender must be able to name the message afterwards. Only the robot API gives a receipt; the webhook is then
   * for what it refuses.
   */
  readonly wantsReceipt?: boolean;
}

export interface TextSender {
  /**
   * Sends the whole text, in order, in as many messages as it takes. Rejects when a part could not be sent:
   * with `PartlySentError` when others went out before it.
   */
  send(destination: TextDestination, text: string): Promise<readonly Delivery[]>;
}

/** A webhook that dies within this time is not worth trying. */
const WEBHOOK_MARGIN_MS = 5_000;
const MARKDOWN_SIGNS =
  /(^|\n)\s{0,3}(#{1,6} |[-*+] |\d+\. |>|```|\|.+\|)|\*\*|__|`[^`]+`|\[[^\]]+\]\([^)]+\)/;

/** Whether a text says more when it is rendered. */
export function looksLikeMarkdown(text: string): boolean {
  return MARKDOWN_SIGNS.test(text);
}

/** What a phone shows in its notification: the first words without Markdown signs. */
export function titleOf(text: string): string {
  const line = text.split("\n").find((candidate) => /[\p{L}\p{N}]/u.test(candidate)) ?? text;
  const plain = line
    .replace(/^(?:[\s#>*+\-|`]|\d+[.)]\s)+/, "")
    .replace(/[*_`|#]/g, "")
    .trim();
  return [...(plain || "OpenClaw")].slice(0, MAX_TITLE_CHARACTERS).join("");
}

export function createSendText(options: SendTextOptions): TextSender {
  const { client, clock, logger, nameOf = () => undefined } = options;
  const sendBySession = async (
    { target, session }: TextDestination & { readonly session: SessionWebhook },
    written: string,
  ): Promise<Delivery> => {
    const named = target?.kind === "group" ? undefined : nameMentions(written, nameOf);
    const { text, userIds } =
      named === undefined ? encodeMentions(written, nameOf) : { text: named, userIds: [] };
    const at = userIds.length > 0 ? { at: { userIds } } : {};
    await client.robot.sendBySession(
      session.url,
      looksLikeMarkdown(text) ? { markdown: text, title: titleOf(text), ...at } : { text, ...at },
    );
    return { via: "session" };
  };
  const sendByRobot = async (target: Target, written: string): Promise<Delivery> => {
    const text = nameMentions(written, nameOf);
    const content = looksLikeMarkdown(text)
      ? { msgKey: MsgKey.markdown, msgParam: { title: titleOf(text), text } }
      : { msgKey: MsgKey.text, msgParam: { content: text } };
    return sendContent(client.robot, target, content);
  };
  const sendWithReceipt = async (
    target: Target,
    alive: SessionWebhook | undefined,
    text: string,
  ): Promise<Delivery> => {
    try {
      return await sendByRobot(target, text);
    } catch (error) {
      const unclear = isDingTalkError(error) && error.dispatched === "maybe";
      if (!alive || unclear) throw error;
      logger.info("The robot API did not take the message; using the session webhook", {
        error: String(error),
      });
      return sendBySession({ target, session: alive }, text);
    }
  };
  const sendPart = async (
    { target, session, wantsReceipt }: TextDestination,
    text: string,
  ): Promise<Delivery> => {
    const alive = session && session.expiresAt - clock.now() > WEBHOOK_MARGIN_MS ? session : undefined;
    if (wantsReceipt === true && target) return sendWithReceipt(target, alive, text);
    if (alive) {
      try {
        return await sendBySession({ ...(target ? { target } : {}), session: alive }, text);
      } catch (error) {
        if (!target) throw error;
        // After a time-out or 5xx it may have arrived all the same: an answer twice is better than none.
        const unclear = isDingTalkError(error) && error.dispatched === "maybe";
        logger[unclear ? "warn" : "info"](
          unclear
            ? "The session webhook gave no clear answer; the message goes out by the robot API and may appear twice"
            : "The session webhook did not take the message; using the robot API",
          { error: String(error) },
        );
      }
    }
    if (!target) throw new UndeliveredError("a person outside the organisation", "session-expired");
    return sendByRobot(target, text);
  };
  return {
    async send(destination, text) {
      const deliveries: Delivery[] = [];
      // The platform refuses blank messages.
      for (const part of splitText(text).filter((part) => part.trim() !== "")) {
        try {
          deliveries.push(await sendPart(destination, part));
        } catch (error) {
          throw deliveries.length > 0 ? new PartlySentError(error) : error;
        }
      }
      return deliveries;
    },
  };
}

/** The first messages of a long text went out, a later one did not: sending it all again would repeat them. */
export class PartlySentError extends Error {
  readonly code = "partly-sent";
  readonly hint = "The rest of the text was not sent; ask again for it.";

  constructor(cause: unknown) {
    super(`only the beginning of a long text was sent: ${String(cause)}`, { cause });
    this.name = "PartlySentError";
  }
}
