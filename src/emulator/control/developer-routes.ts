/**
 * `/_emulator/…`, the developer's side: wire, console, coverage, time, the developer platform, snapshots, recordings.
 * Each route is one method of the emulator, so that no page can do more than a program.
 */
import type { Context, Hono } from "hono";
import type { NodeEnv } from "../platform/routes.ts";
import { parseSeed } from "../parse-seed.ts";
import { answerWith, CONTROL_PATH, type Action, type ControlTarget } from "./answer-with.ts";
import {
  advanceSchema,
  appSchema,
  applicationSchema,
  clientIdSchema,
  groupSchema,
  noBodySchema,
  organisationSchema,
  personSchema,
  readSchema,
  replaySchema,
  searchSchema,
  webhookRobotSchema,
  wireFilterSchema,
} from "./developer-schemas.ts";
import { describeDoor } from "./describe-door.ts";
import { loopbackGuard } from "./loopback-guard.ts";
import { parseRequest, parseValue } from "./request-schemas.ts";

const query = (c: Context<NodeEnv>) => c.req.query();

function platformActions(target: ControlTarget): Record<string, Action> {
  return {
    "POST /organisations": (text) => target.createOrganisation(parseRequest(organisationSchema, text)),
    "POST /people": (text) => target.addPerson(parseRequest(personSchema, text)),
    "POST /groups": (text) => target.addGroup(parseRequest(groupSchema, text)),
    "POST /webhook-robots": (text) => target.addWebhookRobot(parseRequest(webhookRobotSchema, text)),
    "DELETE /webhook-robots/:id": (_text, c) => target.removeWebhookRobot(c.req.param("id") ?? ""),
    "POST /apps": (text) => target.createApp(parseRequest(appSchema, text)),
    "POST /apps/publish": (text) => target.publish(parseRequest(clientIdSchema, text).clientId),
    "POST /permissions/apply": (text) => target.applyForPermission(parseRequest(applicationSchema, text)),
    "GET /search": (_text, c) => {
      const { staffId, word } = parseValue(searchSchema, query(c));
      return target.search(staffId, word);
    },
    "POST /read": (text) => {
      const { staffId, conversationId } = parseRequest(readSchema, text);
      target.markRead(staffId, conversationId);
    },
  };
}

function consoleActions(target: ControlTarget): Record<string, Action> {
  return {
    "GET /openapi.json": (_text, c) => describeDoor(CONTROL_PATH, new URL(c.req.url).origin),
    "GET /console": () => target.console(),
    "GET /coverage": () => target.coverage(),
    "GET /wire": (_text, c) => target.wire(parseValue(wireFilterSchema, query(c))),
    "DELETE /wire": () => target.clearWire(),
    "GET /faults": () => target.console().faults,
    "DELETE /faults/:id": (_text, c) => target.clearFault(c.req.param("id") ?? ""),
    "GET /time": () => target.time(),
    "POST /time": (text) => target.advance(parseRequest(advanceSchema, text).advanceMs),
    "POST /webhooks/expire": (text) => {
      parseRequest(noBodySchema, text);
      target.expireSessionWebhooks();
    },
    "GET /seed": () => target.snapshotSeed(),
    "POST /seed": (text) => target.load(parseSeed(text)),
    "POST /recording/start": (text) => {
      parseRequest(noBodySchema, text);
      target.startRecording();
    },
    "POST /recording/stop": () => target.stopRecording(),
    "POST /replay": (text) => target.replay(parseRequest(replaySchema, text)),
  };
}

export function mountDeveloperSide(app: Hono<NodeEnv>, target: ControlTarget): void {
  app.use(`${CONTROL_PATH}/*`, loopbackGuard);
  for (const [route, action] of Object.entries({ ...platformActions(target), ...consoleActions(target) })) {
    const [method = "GET", path = "/"] = route.split(" ");
    app.on(method, `${CONTROL_PATH}${path}`, answerWith(action));
  }
}
