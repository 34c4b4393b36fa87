/** A seed file as it comes from a disk or a page: strict, with a sentence that says what is wrong and where. */
import { z } from "zod";
import type { CardTemplate } from "../contract/card.ts";
import { contentSchema, parseRequest } from "./control/request-schemas.ts";
import { EmulatorRefusal } from "./refusal.ts";
import type { EmulatorSeed, SeedMessage } from "./seed.ts";

const name = z.string().min(1).max(200);
const at = z.number().int().min(0);
const optional = z.exactOptional;
const params = z.record(z.string(), z.string());

const templateSchema: z.ZodType<CardTemplate> = z.looseObject({
  id: name,
  contentKey: name,
  statusKey: optional(name),
  initial: params,
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
      stream: z.enum(["idle", "open", "finalized", "failed"]),
      frames: z.number().int().min(0),
    }),
  ),
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
    .array(z.strictObject({ staffId: name, name, isAdmin: optional(z.boolean()), organisation }))
    .min(1),
  apps: z.array(
    z.looseObject({
      clientId: name,
      clientSecret: name,
      name,
      scopes: z.array(name),
      organisation,
      published: optional(z.boolean()),
    }),
  ),
  groups: optional(
    z.array(
      z.strictObject({ conversationId, title: name, memberIds: z.array(name), robotIds: z.array(name) }),
    ),
  ),
  directs: optional(z.array(z.strictObject({ conversationId, staffId: name, clientId: name }))),
  templates: optional(z.array(templateSchema)),
  messages: optional(z.array(messageSchema)),
  reads: optional(z.array(z.strictObject({ conversationId: name, staffId: name, at }))),
});

function checkUnique(ids: readonly string[], what: string): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new EmulatorRefusal("invalid", `There are two ${what} "${twice}".`);
}

/** Throws an `EmulatorRefusal` whose message says what is wrong. */
export function parseSeed(text: string): EmulatorSeed {
  const seed = parseRequest(seedSchema, text);
  checkUnique(
    seed.people.map(({ staffId }) => staffId),
    "people with the staffId",
  );
  checkUnique(
    seed.apps.map(({ clientId }) => clientId),
    "apps with the clientId",
  );
  return seed;
}
