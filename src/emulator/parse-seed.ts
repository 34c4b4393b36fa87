/** A seed file as it comes from a disk or a page: strict, with a sentence that says what is wrong and where. */
import { z } from "zod";
import { UPLOAD_TYPES } from "../contract/media.ts";
import {
  addressesSchema,
  contentSchema,
  parseRequest,
  streamVariantShape,
} from "./control/request-schemas.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { MAX_WEBHOOK_KEYWORDS } from "../contract/webhook-robot.ts";
import type { EmulatorSeed, SeedMessage, SeedTemplate, SeedWebhookRobot } from "./seed.ts";

const name = z.string().min(1).max(200);
const at = z.number().int().min(0);
const optional = z.exactOptional;
const params = z.record(z.string(), z.string());

const templateSchema: z.ZodType<SeedTemplate> = z.looseObject({
  id: name,
  contentKey: name,
  statusKey: optional(name),
  initial: params,
  published: optional(z.boolean()),
  buttonsKey: optional(name),
  staticKey: optional(name),
  still: optional(z.boolean()),
  buttons: optional(
    z.array(z.strictObject({ actionId: name, label: name, shown: z.enum(["writing", "finished"]) })),
  ),
  form: optional(z.strictObject({ key: name, actionId: name, submitLabel: name })),
});

const spaceSchema = z.strictObject({
  supportForward: optional(z.boolean()),
  lastMessage: optional(params),
  alertContent: optional(z.string()),
});
const cardSpacesSchema = z.strictObject({
  IM_GROUP: optional(spaceSchema),
  IM_ROBOT: optional(spaceSchema),
  IM_SINGLE: optional(spaceSchema),
});

const webhookRobotSchema: z.ZodType<SeedWebhookRobot> = z.strictObject({
  name,
  accessToken: optional(name),
  secret: optional(name),
  keywords: optional(z.array(name).max(MAX_WEBHOOK_KEYWORDS)),
  allowedAddresses: optional(addressesSchema),
});

const messageSchema: z.ZodType<SeedMessage> = z.strictObject({
  id: name,
  conversationId: name,
  from: z.strictObject({ kind: z.enum(["person", "robot"]), id: name }),
  at,
  kind: z.enum(["text", "markdown", "card", "other"]),
  title: optional(z.string()),
  text: z.string(),
  mentions: optional(z.array(name)),
  quotes: optional(name),
  content: optional(contentSchema),
  card: optional(
    z.strictObject({
      outTrackId: name,
      clientId: name,
      templateId: name,
      params,
      privateParams: optional(z.record(z.string(), params)),
      stream: z.enum(["idle", "open", "finalized", "failed"]),
      frames: z.number().int().min(0),
      callbackType: optional(name),
      userIdType: optional(z.number().int()),
      spaces: optional(cardSpacesSchema),
    }),
  ),
  sent: optional(
    z.strictObject({
      form: z.enum(["picture", "file", "voice", "video"]),
      mediaId: name,
      name: z.string().min(1),
      durationMs: optional(at),
      cover: optional(name),
    }),
  ),
  linkCard: optional(
    z.strictObject({
      layout: z.enum(["column", "row", "link", "feed"]),
      text: z.string(),
      links: z.array(z.strictObject({ label: z.string(), url: z.string(), picUrl: optional(z.string()) })),
    }),
  ),
  mentionedPeople: optional(z.array(name)),
  recalled: optional(z.boolean()),
  reactions: optional(z.array(z.strictObject({ clientId: name, name: z.string() }))),
  msgId: optional(name),
  processQueryKey: optional(name),
});

const conversationId = optional(name);
const organisation = optional(name);

/** `$schema` and other notes at the top are let through; a misspelt key inside is told. */
export const seedSchema: z.ZodType<EmulatorSeed> = z.object({
  company: name,
  organisations: optional(z.array(name)),
  people: z
    .array(
      z.strictObject({
        staffId: name,
        name,
        isAdmin: optional(z.boolean()),
        organisation,
        mobile: optional(name),
        email: optional(name),
        title: optional(name),
        managerId: optional(name),
        departments: optional(z.array(z.number().int().min(1))),
      }),
    )
    .min(1),
  apps: z.array(
    z.looseObject({
      clientId: name,
      clientSecret: name,
      name,
      scopes: z.array(name),
      organisation,
      published: optional(z.boolean()),
      events: optional(z.array(name)),
      allowedAddresses: optional(addressesSchema),
      stream: optional(z.strictObject(streamVariantShape)),
    }),
  ),
  groups: optional(
    z.array(
      z.strictObject({
        conversationId,
        title: name,
        memberIds: z.array(name),
        robotIds: z.array(name),
        webhookRobots: optional(z.array(webhookRobotSchema)),
      }),
    ),
  ),
  directs: optional(z.array(z.strictObject({ conversationId, staffId: name, clientId: name }))),
  pairs: optional(
    z.array(
      z.strictObject({
        conversationId,
        memberIds: z.tuple([name, name]),
        coolApps: optional(z.array(name)),
      }),
    ),
  ),
  templates: optional(z.array(templateSchema)),
  messages: optional(z.array(messageSchema)),
  uploads: optional(
    z.array(
      z.strictObject({
        mediaId: name,
        type: z.enum(UPLOAD_TYPES),
        name: z.string().min(1),
        mime: name,
        data: z.base64(),
      }),
    ),
  ),
  reads: optional(z.array(z.strictObject({ conversationId: name, staffId: name, at }))),
});

function refuse(where: string, en: string, zh: string): never {
  throw new EmulatorRefusal("invalid", `${where}: ${en}`, { zh: `${where}：${zh}` });
}

/** `list`: where they stand; `field`: what must not come twice. */
function checkUnique(ids: readonly string[], list: string, field: string): void {
  const index = ids.findIndex((id, place) => ids.indexOf(id) !== place);
  if (index < 0) return;
  const where = `${list}.${index}.${field}`;
  refuse(where, `"${ids[index]}" is there twice.`, `“${ids[index]}”出现了两次。`);
}

/** Names in a seed that point at something in it, so that a load fails before anything has been changed. */
function checkReferences(seed: EmulatorSeed): void {
  const known = {
    organisation: new Set([seed.company, ...(seed.organisations ?? [])]),
    person: new Set(seed.people.map(({ staffId }) => staffId)),
    app: new Set(seed.apps.map(({ clientId }) => clientId)),
  };
  const words = { organisation: "组织", person: "人员", app: "应用" } as const;
  const check = (kind: keyof typeof known, id: string | undefined, where: string) => {
    if (id === undefined || known[kind].has(id)) return;
    refuse(where, `there is no ${kind} "${id}" in the seed.`, `种子里没有${words[kind]}“${id}”。`);
  };
  for (const list of ["people", "apps"] as const)
    for (const [index, { organisation }] of seed[list].entries())
      check("organisation", organisation, `${list}.${index}.organisation`);
  for (const [index, { staffId, clientId }] of (seed.directs ?? []).entries()) {
    check("person", staffId, `directs.${index}.staffId`);
    check("app", clientId, `directs.${index}.clientId`);
  }
  for (const [index, { memberIds, robotIds }] of (seed.groups ?? []).entries()) {
    for (const [at, id] of memberIds.entries()) check("person", id, `groups.${index}.memberIds.${at}`);
    for (const [at, id] of robotIds.entries()) check("app", id, `groups.${index}.robotIds.${at}`);
  }
}

/** Throws an `EmulatorRefusal` whose message says what is wrong and where. */
export function parseSeed(text: string): EmulatorSeed {
  const seed = parseRequest(seedSchema, text);
  const staffIds = seed.people.map(({ staffId }) => staffId);
  const clientIds = seed.apps.map(({ clientId }) => clientId);
  checkUnique(staffIds, "people", "staffId");
  checkUnique(clientIds, "apps", "clientId");
  checkReferences(seed);
  return seed;
}
