/**
 * The emulator's door as an OpenAPI description, for programs in other languages. The bodies are the very schemas
 * that check the requests; a test compares the list with the routes.
 */
import { z } from "zod";
import { seedSchema } from "../parse-seed.ts";
import {
  advanceSchema,
  appSchema,
  applicationSchema,
  clientIdSchema,
  groupSchema,
  organisationSchema,
  personSchema,
  readSchema,
  replaySchema,
  searchSchema,
  webhookRobotSchema,
  wireFilterSchema,
} from "./developer-schemas.ts";
import {
  addressLimitSchema,
  allowAddressesSchema,
  changeGroupSchema,
  connectionsSchema,
  conversationSchema,
  expireDownloadsSchema,
  expireTokensSchema,
  faultSchema,
  permissionSchema,
  pressSchema,
  pushCallbackSchema,
  pushEventSchema,
  quotaSchema,
  redeliverSchema,
  saySchema,
  scanSchema,
  takeBackSchema,
  tickEventsSchema,
  varyStreamSchema,
} from "./request-schemas.ts";

interface DoorRoute {
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
}

/** By method and path under `/_emulator`. */
export const DOOR: Readonly<Record<string, DoorRoute>> = {
  "GET /state": { summary: "Organisations, people, apps, conversations, messages." },
  "GET /calls": { summary: "The calls that reached the platform, newest last." },
  "GET /events": { summary: "Server-sent events; with ?wire also the wire." },
  "GET /openapi.json": { summary: "This description." },
  "POST /say": { summary: "A person writes.", body: saySchema },
  "POST /groups/change": { summary: "Somebody changes a group.", body: changeGroupSchema },
  "POST /recall": { summary: "A person takes back a message of their own.", body: takeBackSchema },
  "POST /press": { summary: "A person presses a card's button.", body: pressSchema },
  "POST /callbacks": { summary: "Sends an app a callback of any topic.", body: pushCallbackSchema },
  "POST /events": { summary: "Sends an app an event of the platform.", body: pushEventSchema },
  "POST /apps/events": { summary: "The events that an app has ticked.", body: tickEventsSchema },
  "POST /apps/addresses": { summary: "Who may call as an app.", body: allowAddressesSchema },
  "POST /apps/stream": { summary: "What an app's Stream does differently.", body: varyStreamSchema },
  "POST /address-limit": { summary: "Blocks addresses that call too often.", body: addressLimitSchema },
  "POST /quota": { summary: "Limits an app's month; what it has used.", body: quotaSchema },
  "GET /registrations": { summary: "App creations that wait for a scan." },
  "POST /registrations": { summary: "Approves or refuses an app creation.", body: scanSchema },
  "POST /redeliver": { summary: "Pushes a message again.", body: redeliverSchema },
  "POST /conversations": { summary: "The direct chat of a person and a bot.", body: conversationSchema },
  "GET /faults": { summary: "The faults that are set, with their hits." },
  "POST /faults": { summary: "Sets a fault.", body: faultSchema },
  "DELETE /faults": { summary: "Takes all faults away." },
  "DELETE /faults/:id": { summary: "Takes one fault away." },
  "POST /connections": { summary: "Makes Stream sockets ill.", body: connectionsSchema },
  "POST /permissions": { summary: "Grants or withdraws a permission.", body: permissionSchema },
  "POST /permissions/apply": { summary: "Applies for a permission.", body: applicationSchema },
  "POST /tokens/expire": { summary: "Lets an app's tokens expire.", body: expireTokensSchema },
  "POST /webhooks/expire": { summary: "Lets all session webhooks expire." },
  "POST /downloads/expire": { summary: "Lets download codes and links expire.", body: expireDownloadsSchema },
  "POST /reset": { summary: "Back to the seed; sockets, tokens and the wire stay." },
  "GET /console": { summary: "Apps with credentials, connections and counters; faults; time." },
  "GET /coverage": { summary: "Operations with level and proof, and unknown calls." },
  "GET /wire": { summary: "What went over the wire, secrets masked.", query: wireFilterSchema },
  "DELETE /wire": { summary: "Forgets what went over the wire." },
  "GET /time": { summary: "The emulator's clock." },
  "POST /time": { summary: "Moves the clock forward.", body: advanceSchema },
  "POST /organisations": { summary: "Creates an organisation.", body: organisationSchema },
  "POST /people": { summary: "Adds a person to an organisation.", body: personSchema },
  "POST /groups": { summary: "Creates a group.", body: groupSchema },
  "POST /webhook-robots": { summary: "Gives a group a robot of its own.", body: webhookRobotSchema },
  "DELETE /webhook-robots/:id": { summary: "Takes a group's own robot away." },
  "POST /apps": { summary: "Creates an application.", body: appSchema },
  "POST /apps/publish": { summary: "Publishes a version.", body: clientIdSchema },
  "GET /search": { summary: "What a person finds.", query: searchSchema },
  "POST /read": { summary: "A person has read a conversation.", body: readSchema },
  "GET /seed": { summary: "Everything as a seed." },
  "POST /seed": { summary: "Starts over from another seed.", body: seedSchema },
  "POST /recording/start": { summary: "Starts recording." },
  "POST /recording/stop": { summary: "Ends the recording and returns it." },
  "POST /replay": { summary: "Plays a recording against the bots that are connected.", body: replaySchema },
};

/** What comes in, as JSON Schema. */
const jsonSchema = (schema: z.ZodType) => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
};

function parametersOf(path: string, query: z.ZodType | undefined) {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  if (!query) return named;
  const { properties = {}, required = [] } = jsonSchema(query);
  const asked = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  return [...named, ...asked];
}

const REFUSED = {
  description: "The wish cannot be granted.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { code: { type: "string" }, message: { type: "string" } },
        required: ["code", "message"],
      },
    },
  },
};

/** OpenAPI 3.1. `prefix`: the path before each route. */
export function describeDoor(prefix: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [route, { summary, body, query }] of Object.entries(DOOR)) {
    const [method = "GET", path = "/"] = route.split(" ");
    const parameters = parametersOf(path, query);
    const content = body && { "application/json": { schema: jsonSchema(body) } };
    const place = `${prefix}${path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[place] = {
      ...paths[place],
      [method.toLowerCase()]: {
        summary,
        ...(parameters.length > 0 ? { parameters } : {}),
        ...(content === undefined ? {} : { requestBody: { required: true, content } }),
        responses: { 200: { description: "Done." }, 400: REFUSED },
      },
    };
  }
  const info = { title: "The local DingTalk's own door", version: "1" };
  return { openapi: "3.1.0", info, paths };
}
