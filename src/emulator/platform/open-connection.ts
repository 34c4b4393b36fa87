/**
 * `POST /v1.0/gateway/connections/open`: credentials and subscriptions in, a one-shot ticket out.
 * Without `Accept: application/json` the answer is XML, as the official SDK's comment warns.
 */
import { ApiCode } from "../../contract/errors.ts";
import { subscriptionSchema } from "../../contract/stream.ts";
import { z } from "zod";
import { isObject, textAt } from "../validate.ts";
import type { OpenHandler, PlatformCall } from "./platform-call.ts";
import { isAllowed } from "./is-allowed.ts";
import { ok, refuse, wrongAddress, type Reply } from "./reply.ts";

/** The Stream socket's path on the emulator. */
export const STREAM_PATH = "/connect";

const subscriptionsSchema = z.array(subscriptionSchema).min(1);

const invalid = (message: string) => refuse(400, "invalidParameter", message);

function asXml(reply: Reply): Reply {
  const fields = Object.entries(isObject(reply.body) ? reply.body : {});
  const inner = fields.map(([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`).join("");
  const root = reply.status === 200 ? "OpenConnectionResponse" : "Error";
  return {
    ...reply,
    contentType: "text/xml;charset=utf-8",
    body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${inner}</${root}>`,
  };
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * Who came by TLS goes on by TLS, under the name that the certificate is for, with a port: the Java SDK knows no other
 * socket, and needs the port as well. A name that was asked for through the proxy is not this machine's.
 */
function originFor({ context, secureHost, tunnelled }: PlatformCall): string {
  if (secureHost !== undefined) return `wss://${secureHost}`;
  const origin = (tunnelled ? context.secureOrigin() : undefined) ?? context.origin();
  return origin.replace(/^http/, "ws");
}

const openConnectionAsJson: OpenHandler = (call) => {
  const { context, body, address } = call;
  if (!isObject(body)) return invalid("the body is not a JSON object");
  const clientId = textAt(body, "clientId");
  const clientSecret = textAt(body, "clientSecret");
  if (clientId === undefined || clientSecret === undefined)
    return invalid("clientId and clientSecret are required");
  const app = context.state.apps.get(clientId);
  if (!app || app.clientSecret !== clientSecret) return refuse(401, ApiCode.authFailed, "鉴权失败");
  if (!isAllowed(app, address)) return wrongAddress(clientId, address, 400);
  const subscriptions = subscriptionsSchema.safeParse(body["subscriptions"]);
  if (!subscriptions.success) return invalid("subscriptions invalid");
  if (subscriptions.data.some((entry) => entry.type === "EVENT" && entry.topic !== "*"))
    return invalid("subscriptions invalid: EVENT accepts the topic * only");
  const { ua } = body;
  if (ua !== undefined && typeof ua !== "string") return invalid("ua invalid");
  const endpoint = `${originFor(call)}${STREAM_PATH}`;
  return ok({ endpoint, ticket: context.credentials.mintTicket(clientId, subscriptions.data) });
};

export const openConnection: OpenHandler = (call) => {
  const reply = openConnectionAsJson(call);
  return call.header("accept")?.includes("application/json") ? reply : asXml(reply);
};
