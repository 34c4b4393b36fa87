/**
 * Answers by ordinary message: the message's own session webhook while it lives, else the robot API.
 * Knows nothing of cards. The webhook is a secret and stays in here.
 */
import { MAX_MSG_PARAM_BYTES, MAX_TITLE_CHARACTERS, MsgKey } from "../../contract/robot-send.ts";
import { isDingTalkError, type DingTalkClient } from "../../client/index.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import { toMessageMarkdown } from "../markdown/message-dialect.ts";
import { isMarkdown } from "../markdown/parse-markdown.ts";
import { createPictureUploads, type UploadPicture } from "../markdown/picture-uploads.ts";
import { splitMarkdown } from "../markdown/split-markdown.ts";
import type { Delivery, SessionWebhook, Target } from "../model.ts";
import {
  encodeMentions,
  mentionByName,
  nameMentions,
  type IdOf,
  type Mentioned,
  type NameOf,
} from "./mentions.ts";
import { sendContent, UndeliveredError } from "./send-content.ts";

export interface SendTextOptions {
  readonly client: DingTalkClient;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Brings pictures of answers to DingTalk; without it they are sent as links. */
  readonly uploadPicture?: UploadPicture | undefined;
  /** For mentions where nobody can be notified. */
  readonly nameOf?: NameOf;
  /** For people whom the agent mentions by name. */
  readonly idOf?: IdOf;
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
  /** Only worth sending by a webhook that lives, as what mentions people: else nothing is sent. */
  readonly sessionOnly?: boolean;
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
/** Peers split at 3,800 to 4,000 characters. */
export const MESSAGE_CHARACTERS = 3_800;
/** `msgParam` holds 15,000 bytes: the text, its title, and what names them. */
const MESSAGE_BYTES = MAX_MSG_PARAM_BYTES - 500;

/** One message of a text. */
interface MessagePart {
  readonly text: string;
  readonly title: string;
  readonly markdown: boolean;
}

/** A long text in the order it is read, each part with its number: "(2/3)". */
export function planMessages(text: string, markdown: boolean): readonly MessagePart[] {
  const limits = { maxCodePoints: MESSAGE_CHARACTERS, maxBytes: MESSAGE_BYTES };
  // The platform refuses blank messages.
  const parts = splitMarkdown(text, limits).filter((part) => part.text.trim() !== "");
  return parts.map((part, index) => ({
    text: parts.length === 1 ? part.text : `(${index + 1}/${parts.length})\n\n${part.text}`,
    title: titleOf(part.text),
    markdown,
  }));
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

/** After a time-out or 5xx it may have arrived all the same: an answer twice is better than none. */
function tellFallBack(logger: Logger, error: unknown): void {
  const unclear = isDingTalkError(error) && error.dispatched === "maybe";
  logger[unclear ? "warn" : "info"](
    unclear
      ? "The session webhook gave no clear answer; the message goes out by the robot API and may appear twice"
      : "The session webhook did not take the message; using the robot API",
    { error: String(error) },
  );
}

/** In a group a webhook notifies people; elsewhere their names stand. */
function mentionBySession(target: Target | undefined, text: string, nameOf: NameOf, idOf: IdOf): Mentioned {
  if (target?.kind !== "group") return { text: nameMentions(text, nameOf), userIds: [] };
  return encodeMentions(mentionByName(text, idOf), nameOf);
}

export function createSendText(options: SendTextOptions): TextSender {
  const { client, clock, logger, uploadPicture, nameOf = () => undefined, idOf = () => undefined } = options;
  const uploads = createPictureUploads(uploadPicture);
  const sendBySession = async (
    { target, session }: TextDestination & { readonly session: SessionWebhook },
    part: MessagePart,
  ): Promise<Delivery> => {
    const { title, markdown } = part;
    const { text, userIds } = mentionBySession(target, part.text, nameOf, idOf);
    const content = markdown ? { markdown: text, title } : { text };
    await client.robot.sendBySession(
      session.url,
      userIds.length > 0 ? { ...content, at: { userIds } } : content,
    );
    return { via: "session" };
  };
  const sendByRobot = async (target: Target, part: MessagePart): Promise<Delivery> => {
    const { title, markdown } = part;
    const text = nameMentions(part.text, nameOf);
    const content = markdown
      ? { msgKey: MsgKey.markdown, msgParam: { title, text } }
      : { msgKey: MsgKey.text, msgParam: { content: text } };
    return sendContent(client.robot, target, content);
  };
  const sendWithReceipt = async (
    target: Target,
    alive: SessionWebhook | undefined,
    part: MessagePart,
  ): Promise<Delivery> => {
    try {
      return await sendByRobot(target, part);
    } catch (error) {
      const unclear = isDingTalkError(error) && error.dispatched === "maybe";
      if (!alive || unclear) throw error;
      logger.info("The robot API did not take the message; using the session webhook", {
        error: String(error),
      });
      return sendBySession({ target, session: alive }, part);
    }
  };
  const sendPart = async (
    { target, session, wantsReceipt, sessionOnly }: TextDestination,
    part: MessagePart,
  ): Promise<Delivery | undefined> => {
    const alive = session && session.expiresAt - clock.now() > WEBHOOK_MARGIN_MS ? session : undefined;
    if (sessionOnly === true)
      return alive && sendBySession({ ...(target ? { target } : {}), session: alive }, part);
    if (wantsReceipt === true && target) return sendWithReceipt(target, alive, part);
    if (alive) {
      try {
        return await sendBySession({ ...(target ? { target } : {}), session: alive }, part);
      } catch (error) {
        if (!target) throw error;
        tellFallBack(logger, error);
      }
    }
    if (!target) throw new UndeliveredError("a person outside the organisation", "session-expired");
    return sendByRobot(target, part);
  };
  return {
    async send(destination, text) {
      const deliveries: Delivery[] = [];
      const markdown = isMarkdown(text);
      if (markdown) await uploads.upload(text);
      const shown = markdown ? toMessageMarkdown(text, { picture: uploads.find }) : text;
      for (const part of planMessages(shown, markdown)) {
        try {
          const delivery = await sendPart(destination, part);
          if (delivery) deliveries.push(delivery);
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
