/**
 * `/_emulator/…`: the door of the page and of tests in other processes. Each route is one method of the emulator.
 * Refusals are 400 with `{code, message}`; the message says what is wrong.
 */
import type { Hono } from "hono";
import type { NodeEnv } from "../platform/routes.ts";
import { answerWith, CONTROL_PATH, type Action, type ControlTarget } from "./answer-with.ts";
import { DOOR } from "./door.ts";
import { mountDeveloperSide } from "./developer-routes.ts";
import type { EventStreams } from "./event-stream.ts";
import { loopbackGuard } from "./loopback-guard.ts";
import {
  addressLimitSchema,
  allowAddressesSchema,
  changeGroupSchema,
  connectionsSchema,
  conversationSchema,
  expireDownloadsSchema,
  expireTokensSchema,
  faultSchema,
  parseRequest,
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

function actions(target: ControlTarget): Record<string, Action> {
  return {
    "GET /state": () => target.snapshot(),
    "GET /calls": () => target.calls(),
    "POST /say": (text) => target.say(parseRequest(saySchema, text)),
    "POST /groups/change": (text) => target.changeGroup(parseRequest(changeGroupSchema, text)),
    "POST /recall": (text) => target.takeBack(parseRequest(takeBackSchema, text)),
    "POST /press": (text) => target.press(parseRequest(pressSchema, text)),
    "POST /callbacks": (text) => target.pushCallback(parseRequest(pushCallbackSchema, text)),
    "POST /events": (text) => target.pushEvent(parseRequest(pushEventSchema, text)),
    "POST /apps/addresses": (text) => target.allowAddresses(parseRequest(allowAddressesSchema, text)),
    "POST /apps/stream": (text) => target.varyStream(parseRequest(varyStreamSchema, text)),
    "POST /apps/events": (text) => target.tickEvents(parseRequest(tickEventsSchema, text)),
    "POST /address-limit": (text) => target.limitAddresses(parseRequest(addressLimitSchema, text).calls),
    "POST /quota": (text) => {
      const request = parseRequest(quotaSchema, text);
      target.setQuota(request);
      return target.quota(request.clientId);
    },
    "POST /redeliver": async (text) => {
      const { msgId, sameFrame } = parseRequest(redeliverSchema, text);
      await target.redeliver(msgId, { sameFrame });
    },
    "POST /faults": (text) => ({ id: target.fault(parseRequest(faultSchema, text)).id }),
    "DELETE /faults": () => ({ cleared: target.clearFaults() }),
    "POST /connections": (text) => {
      const { clientId, fault, connectionId } = parseRequest(connectionsSchema, text);
      return { sockets: target.connectionFault(clientId, fault, connectionId) };
    },
    "POST /permissions": (text) => {
      const { clientId, scope, granted } = parseRequest(permissionSchema, text);
      if (granted) target.grant(clientId, scope);
      else target.revoke(clientId, scope);
    },
    "POST /tokens/expire": (text) => target.expireTokens(parseRequest(expireTokensSchema, text).clientId),
    "POST /downloads/expire": (text) => {
      const { what } = parseRequest(expireDownloadsSchema, text);
      if (what !== "urls") target.expireDownloadCodes();
      if (what !== "codes") target.expireDownloadUrls();
    },
    "GET /registrations": () => target.registrations(),
    "POST /registrations": (text) => {
      const { userCode, decision } = parseRequest(scanSchema, text);
      return target.scan(userCode, decision);
    },
    "POST /conversations": (text) => {
      const { clientId, staffId } = parseRequest(conversationSchema, text);
      return { conversationId: target.openDirect(clientId, staffId) };
    },
    "POST /reset": () => target.reset(),
  };
}

const DOOR_ROUTES = Object.keys(DOOR).map((route) => {
  const [method = "GET", path = "/"] = route.split(" ");
  const pattern = `^${CONTROL_PATH}${path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}$`;
  return { method, pattern: new RegExp(pattern) };
});

/** Another method than the door's is 405 with those that there are. */
function answerUnknown(method: string, path: string): Response {
  const allowed = DOOR_ROUTES.filter(({ pattern }) => pattern.test(path)).map((route) => route.method);
  if (allowed.length === 0)
    return Response.json(
      { code: "unknown", message: `The emulator has no ${method} ${path}.` },
      { status: 404 },
    );
  const allow = allowed.join(", ");
  const message = `${path} takes ${allow}, not ${method}.`;
  return Response.json({ code: "unknown", message }, { status: 405, headers: { allow } });
}

export function mountControl(app: Hono<NodeEnv>, target: ControlTarget, streams: EventStreams): void {
  app.use(`${CONTROL_PATH}/*`, loopbackGuard);
  mountDeveloperSide(app, target);
  for (const [route, action] of Object.entries(actions(target))) {
    const [method = "GET", path = "/"] = route.split(" ");
    app.on(method, `${CONTROL_PATH}${path}`, answerWith(action));
  }
  app.on("GET", `${CONTROL_PATH}/events`, (c) => streams.open({ wire: c.req.query("wire") !== undefined }));
  app.all(`${CONTROL_PATH}/*`, (c) => answerUnknown(c.req.method, c.req.path));
}
