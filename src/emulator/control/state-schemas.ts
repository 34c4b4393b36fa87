/**
 * What the door shows of the platform, as schemas: people, apps, conversations, messages, calls. They describe answers
 * to programs in other languages and check nothing. The types are the contract's; a test holds real answers against them.
 */
import { z } from "zod";
import type { EmulatorOrganisation, EmulatorRead } from "../../contract/emulator-console.ts";
import type {
  EmulatorApp,
  EmulatorAttachment,
  EmulatorCall,
  EmulatorCard,
  EmulatorCardFace,
  EmulatorCardForm,
  EmulatorCardSpace,
  EmulatorConversation,
  EmulatorLinkCard,
  EmulatorMessage,
  EmulatorPerson,
  EmulatorPush,
  EmulatorSnapshot,
} from "../../contract/emulator-control.ts";
import { operationNames } from "./request-schemas.ts";

const optional = z.exactOptional;
const text = z.string();
const texts = z.array(text);
/** Named as 64 bits, which generated clients would take for 32 otherwise. */
const at = z
  .int()
  .meta({ description: "Milliseconds since the Unix epoch, on the emulator's clock.", format: "int64" });
const count = z.int().min(0);
const ms = z.number().min(0);

export const organisationAnswer: z.ZodType<EmulatorOrganisation> = z.object({ corpId: text, name: text });
export const readAnswer: z.ZodType<EmulatorRead> = z.object({ conversationId: text, staffId: text, at });
export const personAnswer: z.ZodType<EmulatorPerson> = z.object({ staffId: text, name: text, corpId: text });
export const appAnswer: z.ZodType<EmulatorApp> = z.object({
  clientId: text,
  name: text,
  scopes: texts,
  connections: count,
});

export const conversationAnswer: z.ZodType<EmulatorConversation> = z.object({
  conversationId: text,
  type: z.enum(["direct", "group"]),
  title: text,
  memberIds: texts.describe("staffIds."),
  robotIds: texts.describe("clientIds."),
  coolApps: optional(texts.describe("clientIds. Only of the chat of two people: cool apps installed there.")),
});

const buttonAnswer = z.object({ actionId: text, label: text, shown: z.enum(["writing", "finished"]) });

const formAnswer: z.ZodType<EmulatorCardForm> = z.object({
  fields: z.array(
    z.object({
      name: text,
      label: text,
      type: z.enum([
        "TEXT",
        "TEXT_AREA",
        "NUMBER",
        "DATE",
        "TIME",
        "DATETIME",
        "CHECKBOX",
        "SWITCH",
        "SELECT",
        "MULTI_SELECT",
        "CHECKBOX_GROUP",
        "MULTI_CHECKBOX_GROUP",
      ]),
      required: z.boolean(),
      readOnly: z.boolean(),
      placeholder: optional(text),
      requiredMsg: optional(text),
      defaultValue: optional(z.unknown()),
      options: z.array(z.object({ value: text, text })),
    }),
  ),
  actionId: text,
  submitLabel: text,
});

const face = {
  state: z.enum(["processing", "inputing", "finished", "failed"]),
  content: text,
  params: z.record(text, text),
  buttons: optional(z.array(buttonAnswer)),
  form: optional(formAnswer),
};

export const cardFaceAnswer: z.ZodType<EmulatorCardFace> = z.object(face);

const spaceAnswer: z.ZodType<EmulatorCardSpace> = z.object({
  supportForward: optional(z.boolean()),
  lastMessage: optional(z.record(text, text).describe("By locale: what the list of conversations shows.")),
  alertContent: optional(text.describe("What a notification shows.")),
});

export const cardAnswer: z.ZodType<EmulatorCard> = z.object({
  ...face,
  outTrackId: text,
  templateId: text,
  frames: count.describe("Streaming frames that were accepted."),
  spaces: optional(
    z.object({
      IM_GROUP: optional(spaceAnswer),
      IM_ROBOT: optional(spaceAnswer),
      IM_SINGLE: optional(spaceAnswer),
    }),
  ),
  faces: optional(z.record(text, cardFaceAnswer).describe("By staffId: what single people see instead.")),
});

export const linkCardAnswer: z.ZodType<EmulatorLinkCard> = z.object({
  layout: z.enum(["column", "row", "link", "feed"]),
  text,
  links: z.array(z.object({ label: text, url: text, picUrl: optional(text) })),
});

export const attachmentAnswer: z.ZodType<EmulatorAttachment> = z.object({
  name: text,
  mime: text,
  bytes: count,
  durationMs: optional(ms),
  recognition: optional(text),
  coverUrl: optional(text),
  url: text.describe("A path on the emulator."),
});

export const pushAnswer: z.ZodType<EmulatorPush> = z.object({
  clientId: text,
  state: z.enum(["waiting", "pushed", "acked"]),
  attempts: count,
  pushedAt: optional(at),
  ackedAt: optional(at),
});

export const messageAnswer: z.ZodType<EmulatorMessage> = z.object({
  id: text.describe("msgId of a person's message, processQueryKey of a robot's, outTrackId of a card."),
  conversationId: text,
  from: z.object({ kind: z.enum(["person", "robot"]), id: text, name: text }),
  at,
  kind: z.enum(["text", "markdown", "card", "other"]),
  title: optional(text),
  text,
  mentions: optional(texts.describe("clientIds of the robots mentioned.")),
  mentionedPeople: optional(texts.describe("staffIds.")),
  card: optional(cardAnswer),
  linkCard: optional(linkCardAnswer),
  form: optional(z.enum(["picture", "file", "voice", "video"])),
  attachments: optional(z.array(attachmentAnswer)),
  recalled: optional(z.boolean()),
  reactions: optional(z.array(z.object({ clientId: text, name: text }))),
  quotes: optional(text.describe("id of the message that this one quotes.")),
  pushes: optional(z.array(pushAnswer)),
});

export const snapshotAnswer: z.ZodType<EmulatorSnapshot> = z.object({
  company: text,
  organisations: z.array(organisationAnswer),
  people: z.array(personAnswer),
  apps: z.array(appAnswer),
  conversations: z.array(conversationAnswer),
  messages: z.array(messageAnswer),
  reads: z.array(readAnswer),
});

/** What a call is called where it is listed: as in faults, and what nobody knows. */
export const calledSchema = z.enum([...operationNames, "unknown"]).exclude(["streamUpgrade"]);

export const callAnswer: z.ZodType<EmulatorCall> = z.object({
  at,
  operation: calledSchema,
  method: text,
  path: text,
  clientId: optional(text),
  status: z.int().describe("0: the connection was cut without an answer."),
  code: optional(text.describe("Of a failure, also inside HTTP 200.")),
  billed: z.boolean(),
  outTrackId: optional(text),
  durationMs: ms,
});
