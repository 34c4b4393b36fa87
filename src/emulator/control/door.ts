/**
 * The emulator's door as data: each route with its name, what it takes and what it answers. What a route does is in
 * `routes.ts` and `developer-routes.ts`; how this becomes a description is `describe-door.ts`.
 */
import { z } from "zod";
import type { EmulatorEvent } from "../../contract/emulator-control.ts";
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
  recordingSchema,
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
import {
  consoleAnswer,
  coverageAnswer,
  faultAnswer,
  quotaAnswer,
  registrationAnswer,
  replayAnswer,
  searchHitAnswer,
  timeAnswer,
  webhookRobotAnswer,
  wireEntryAnswer,
} from "./console-schemas.ts";
import {
  appAnswer,
  attachmentAnswer,
  callAnswer,
  cardAnswer,
  conversationAnswer,
  messageAnswer,
  personAnswer,
  readAnswer,
  snapshotAnswer,
} from "./state-schemas.ts";

export interface DoorRoute {
  /** What a program calls it. */
  readonly id: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
  /** Without one the answer is an empty object. */
  readonly answer?: z.ZodType;
  /** Server-sent events of that answer. */
  readonly stream?: boolean;
}

const text = z.string();
const count = z.int().min(0);

const conversationIdAnswer = z.object({ conversationId: text });
const sayAnswer = z.object({ msgId: text });
const pressAnswer = z.object({ acknowledged: z.boolean() });
const callbackAnswer = z.object({
  acknowledged: z.boolean(),
  data: z.exactOptional(z.unknown().describe("What the app answered, parsed where it is JSON.")),
});
const eventAnswer = z.object({ eventId: text });
const scanAnswer = z.object({ clientId: z.exactOptional(text) });
const idAnswer = z.object({ id: text });
const clearedAnswer = z.object({ cleared: count });
const socketsAnswer = z.object({ sockets: count });
const applicationAnswer = z.object({ state: z.enum(["granted", "waiting"]) });
const organisationCreated = z.object({ corpId: text, staffId: text });
const personCreated = z.object({ staffId: text });
const appCreated = z.object({ clientId: text, clientSecret: text });
const publishAnswer = z.object({ version: text });

const listenSchema = z.object({
  wire: z.exactOptional(text.describe("When it is there, with any value: also each entry of the wire.")),
});
const eventSchema: z.ZodType<EmulatorEvent> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), message: messageAnswer }),
  z.object({ type: z.literal("app"), app: appAnswer }),
  z.object({ type: z.literal("conversation"), conversation: conversationAnswer }),
  z.object({ type: z.literal("read"), read: readAnswer }),
  z.object({ type: z.literal("wire"), entry: wireEntryAnswer }),
  z.object({ type: z.enum(["reset", "console", "company"]) }),
]);

/** Schemas with a name of their own in the description; a request's and an answer's are named after the route. */
export const NAMED: Readonly<Record<string, z.ZodType>> = {
  State: snapshotAnswer,
  Person: personAnswer,
  App: appAnswer,
  Conversation: conversationAnswer,
  Message: messageAnswer,
  Card: cardAnswer,
  Attachment: attachmentAnswer,
  Call: callAnswer,
  Event: eventSchema,
  WireEntry: wireEntryAnswer,
  Console: consoleAnswer,
  Coverage: coverageAnswer,
  Fault: faultAnswer,
  FaultRequest: faultSchema,
  Quota: quotaAnswer,
  Registration: registrationAnswer,
  SearchHit: searchHitAnswer,
  Seed: seedSchema,
  Recording: recordingSchema,
  ReplayResult: replayAnswer,
  Time: timeAnswer,
  WebhookRobot: webhookRobotAnswer,
};

/** By method and path under `/_emulator`. */
export const DOOR: Readonly<Record<string, DoorRoute>> = {
  "GET /state": {
    id: "getState",
    summary: "Organisations, people, apps, conversations, messages.",
    answer: snapshotAnswer,
  },
  "GET /calls": {
    id: "listCalls",
    summary: "The calls that reached the platform, newest last.",
    answer: z.array(callAnswer),
  },
  "GET /events": {
    id: "listen",
    summary: "Server-sent events: the name is the type, the data is the event as JSON.",
    query: listenSchema,
    answer: eventSchema,
    stream: true,
  },
  "GET /openapi.json": {
    id: "describe",
    summary: "This description.",
    answer: z.record(z.string(), z.unknown()),
  },
  "POST /say": { id: "say", summary: "A person writes.", body: saySchema, answer: sayAnswer },
  "POST /groups/change": { id: "changeGroup", summary: "Somebody changes a group.", body: changeGroupSchema },
  "POST /recall": {
    id: "takeBack",
    summary: "A person takes back a message of their own.",
    body: takeBackSchema,
  },
  "POST /press": {
    id: "press",
    summary: "A person presses a card's button.",
    body: pressSchema,
    answer: pressAnswer,
  },
  "POST /callbacks": {
    id: "pushCallback",
    summary: "Sends an app a callback of any topic.",
    body: pushCallbackSchema,
    answer: callbackAnswer,
  },
  "POST /events": {
    id: "pushEvent",
    summary: "Sends an app an event of the platform.",
    body: pushEventSchema,
    answer: eventAnswer,
  },
  "POST /apps/events": {
    id: "tickEvents",
    summary: "The events that an app has ticked.",
    body: tickEventsSchema,
  },
  "POST /apps/addresses": {
    id: "allowAddresses",
    summary: "Who may call as an app.",
    body: allowAddressesSchema,
  },
  "POST /apps/stream": {
    id: "varyStream",
    summary: "What an app's Stream does differently.",
    body: varyStreamSchema,
  },
  "POST /address-limit": {
    id: "limitAddresses",
    summary: "Blocks addresses that call too often.",
    body: addressLimitSchema,
  },
  "POST /quota": {
    id: "setQuota",
    summary: "Limits an app's month; what it has used.",
    body: quotaSchema,
    answer: quotaAnswer,
  },
  "GET /registrations": {
    id: "listRegistrations",
    summary: "App creations that wait for a scan.",
    answer: z.array(registrationAnswer),
  },
  "POST /registrations": {
    id: "scan",
    summary: "Approves or refuses an app creation.",
    body: scanSchema,
    answer: scanAnswer,
  },
  "POST /redeliver": { id: "redeliver", summary: "Pushes a message again.", body: redeliverSchema },
  "POST /conversations": {
    id: "openDirect",
    summary: "The direct chat of a person and a bot.",
    body: conversationSchema,
    answer: conversationIdAnswer,
  },
  "GET /faults": {
    id: "listFaults",
    summary: "The faults that are set, with their hits.",
    answer: z.array(faultAnswer),
  },
  "POST /faults": { id: "setFault", summary: "Sets a fault.", body: faultSchema, answer: idAnswer },
  "DELETE /faults": { id: "clearFaults", summary: "Takes all faults away.", answer: clearedAnswer },
  "DELETE /faults/:id": { id: "clearFault", summary: "Takes one fault away." },
  "POST /connections": {
    id: "breakConnections",
    summary: "Makes Stream sockets ill.",
    body: connectionsSchema,
    answer: socketsAnswer,
  },
  "POST /permissions": {
    id: "setPermission",
    summary: "Grants or withdraws a permission.",
    body: permissionSchema,
  },
  "POST /permissions/apply": {
    id: "applyForPermission",
    summary: "Applies for a permission.",
    body: applicationSchema,
    answer: applicationAnswer,
  },
  "POST /tokens/expire": {
    id: "expireTokens",
    summary: "Lets an app's tokens expire.",
    body: expireTokensSchema,
  },
  "POST /webhooks/expire": { id: "expireWebhooks", summary: "Lets all session webhooks expire." },
  "POST /downloads/expire": {
    id: "expireDownloads",
    summary: "Lets download codes and links expire.",
    body: expireDownloadsSchema,
  },
  "POST /reset": { id: "reset", summary: "Back to the seed; sockets, tokens and the wire stay." },
  "GET /console": {
    id: "getConsole",
    summary: "Apps with credentials, connections and counters; faults; time.",
    answer: consoleAnswer,
  },
  "GET /coverage": {
    id: "getCoverage",
    summary: "Operations with level and proof, and unknown calls.",
    answer: coverageAnswer,
  },
  "GET /wire": {
    id: "listWire",
    summary: "What went over the wire, secrets masked.",
    query: wireFilterSchema,
    answer: z.array(wireEntryAnswer),
  },
  "DELETE /wire": { id: "clearWire", summary: "Forgets what went over the wire." },
  "GET /time": { id: "getTime", summary: "The emulator's clock.", answer: timeAnswer },
  "POST /time": {
    id: "advanceTime",
    summary: "Moves the clock forward.",
    body: advanceSchema,
    answer: timeAnswer,
  },
  "POST /organisations": {
    id: "createOrganisation",
    summary: "Creates an organisation.",
    body: organisationSchema,
    answer: organisationCreated,
  },
  "POST /people": {
    id: "addPerson",
    summary: "Adds a person to an organisation.",
    body: personSchema,
    answer: personCreated,
  },
  "POST /groups": {
    id: "addGroup",
    summary: "Creates a group.",
    body: groupSchema,
    answer: conversationIdAnswer,
  },
  "POST /webhook-robots": {
    id: "addWebhookRobot",
    summary: "Gives a group a robot of its own.",
    body: webhookRobotSchema,
    answer: webhookRobotAnswer,
  },
  "DELETE /webhook-robots/:id": {
    id: "removeWebhookRobot",
    summary: "Takes a group's own robot away.",
  },
  "POST /apps": { id: "createApp", summary: "Creates an application.", body: appSchema, answer: appCreated },
  "POST /apps/publish": {
    id: "publish",
    summary: "Publishes a version.",
    body: clientIdSchema,
    answer: publishAnswer,
  },
  "GET /search": {
    id: "search",
    summary: "What a person finds.",
    query: searchSchema,
    answer: z.array(searchHitAnswer),
  },
  "POST /read": { id: "markRead", summary: "A person has read a conversation.", body: readSchema },
  "GET /seed": { id: "saveSeed", summary: "Everything as a seed.", answer: seedSchema },
  "POST /seed": { id: "loadSeed", summary: "Starts over from another seed.", body: seedSchema },
  "POST /recording/start": { id: "startRecording", summary: "Starts recording." },
  "POST /recording/stop": {
    id: "stopRecording",
    summary: "Ends the recording and returns it.",
    answer: recordingSchema,
  },
  "POST /replay": {
    id: "replay",
    summary: "Plays a recording against the bots that are connected.",
    body: replaySchema,
    answer: replayAnswer,
  },
};
