/**
 * Sends a Node program's calls for DingTalk to the local DingTalk, whose address is in `DINGTALK_EMULATOR`. Loaded
 * before the program, which stays as it is: `node --import ./aim-at-emulator.mjs bot.mjs`. It covers `fetch` and
 * everything that is built on Node's `https`, for example axios; the Stream socket needs nothing, as its address
 * comes from the platform.
 */
import http from "node:http";
import https from "node:https";
import { syncBuiltinESMExports } from "node:module";

const DINGTALK = new Set(["api.dingtalk.com", "oapi.dingtalk.com"]);
const emulator = new URL(process.env.DINGTALK_EMULATOR ?? "http://127.0.0.1:7420");

/** The same address at the emulator; undefined for those that are not DingTalk's. */
function aim(address) {
  const url = URL.parse(String(address));
  if (url === null || !DINGTALK.has(url.hostname)) return undefined;
  return new URL(`${url.pathname}${url.search}`, emulator);
}

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const isRequest = input instanceof Request;
  const target = aim(isRequest ? input.url : input);
  if (target === undefined) return fetch(input, init);
  return isRequest ? fetch(new Request(target, input), init) : fetch(target, init);
};

const { request } = https;
https.request = (first, ...rest) => {
  if (typeof first === "string" || first instanceof URL) {
    const target = aim(first);
    if (target === undefined) return request(first, ...rest);
    const [options, ...others] = typeof rest[0] === "object" ? rest : [{}, ...rest];
    return http.request(target, { ...options, agent: undefined }, ...others);
  }
  const host = first.hostname ?? first.host;
  if (!DINGTALK.has(host)) return request(first, ...rest);
  const { protocol, hostname, port } = emulator;
  const headers = { ...first.headers, host: emulator.host };
  const there = { protocol, hostname, host: hostname, port, headers, agent: undefined, agents: undefined };
  return http.request({ ...first, ...there }, ...rest);
};
https.get = (...args) => {
  const call = https.request(...args);
  call.end();
  return call;
};
syncBuiltinESMExports();
