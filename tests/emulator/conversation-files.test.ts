/** Files of a conversation's space: put to a signed address, entered, posted, fetched; and each way to do it wrongly. */
import { afterEach, describe, expect, test } from "vitest";
import { TOKEN_HEADER } from "../../src/contract/endpoints.ts";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../src/contract/other-operations.ts";
import type { Emulator } from "../../src/emulator/index.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { ask, conversationsOf, JSON_HEADERS, logIn, type Answer } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);
const WORDS = Buffer.from("a report of some length");

interface Address {
  readonly resourceUrls: readonly string[];
  readonly headers: Record<string, string>;
}

/** Calls as one of the people of the group. */
async function actAs(emulator: Emulator, staffId = "lina02") {
  const app = await logIn(emulator);
  const about = await app.call("getUser", { userid: staffId });
  const { unionid } = about.body["result"] as { unionid: string };
  const openConversationId = conversationsOf(emulator).group.conversationId;
  const call = (
    id: EmulatedOperationId,
    body: object,
    params: Record<string, string> = {},
    unionId = unionid,
  ): Promise<Answer> => {
    const { method, path } = EMULATED_OPERATIONS[id];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
    return ask(`${emulator.url}${filled}?unionId=${encodeURIComponent(unionId)}`, {
      method,
      headers: { ...JSON_HEADERS, [TOKEN_HEADER]: app.token },
      body: JSON.stringify(body),
    });
  };
  const { body } = await call("queryConversationSpace", { openConversationId });
  const { spaceId = "" } = (body["space"] ?? {}) as { spaceId?: string };
  return { app, call, spaceId, openConversationId };
}

type Actor = Awaited<ReturnType<typeof actAs>>;

async function addressOf({ call, spaceId }: Actor) {
  const { body } = await call("queryFileUpload", { protocol: "HEADER_SIGNATURE" }, { spaceId });
  const { resourceUrls, headers } = body["headerSignatureInfo"] as Address;
  return { url: resourceUrls[0]!, headers, uploadKey: String(body["uploadKey"]) };
}

const put = (url: string, headers: Record<string, string>, body = WORDS) =>
  fetch(url, { method: "PUT", headers, body: new Uint8Array(body) });

const commit = ({ call, spaceId }: Actor, uploadKey: string, name = "报告.pdf") =>
  call("commitFile", { uploadKey, name, parentId: "0" }, { spaceId });

describe("a file of a group's space", () => {
  test("is put to the signed address, entered, posted into the group, and fetched again", async () => {
    const emulator = await start();
    const actor = await actAs(emulator);
    const { call, spaceId, openConversationId } = actor;
    expect(spaceId).toMatch(/^\d{10,}$/);
    const { url, headers, uploadKey } = await addressOf(actor);
    expect((await put(url, headers)).status).toBe(200);
    const committed = await commit(actor, uploadKey);
    const dentry = committed.body["dentry"] as { id: string; spaceId: string };
    expect(dentry).toMatchObject({ name: "报告.pdf", size: WORDS.length, extension: "pdf", spaceId });
    const sent = await call("sendConversationFile", { spaceId, dentryId: dentry.id, openConversationId });
    expect(sent).toMatchObject({ status: 200, body: { file: { id: dentry.id, name: "报告.pdf" } } });
    expect(emulator.messages(openConversationId)).toMatchObject([
      { from: { kind: "person", id: "lina02" }, attachments: [{ name: "报告.pdf", bytes: WORDS.length }] },
    ]);
    const found = await call("queryFileDownload", {}, { spaceId, dentryId: dentry.id });
    const address = found.body["headerSignatureInfo"] as Address;
    const file = await fetch(address.resourceUrls[0]!, { headers: address.headers });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(WORDS);
    expect(emulator.calls().find(({ method }) => method === "PUT")).toMatchObject({
      operation: "messageFile",
      status: 200,
      billed: false,
    });
  });

  test("is refused by the address with a type, without the headers, and 15 minutes later", async () => {
    const clock = createManualClock();
    const emulator = await start({ clock });
    const actor = await actAs(emulator);
    const { url, headers, uploadKey } = await addressOf(actor);
    const { Authorization = "", ...rest } = headers;
    const typed = await put(url, { ...headers, "content-type": "application/pdf" });
    expect([typed.status, await typed.text()]).toEqual([
      403,
      expect.stringContaining("<Code>SignatureDoesNotMatch</Code>"),
    ]);
    expect((await put(url, rest)).status).toBe(403);
    expect((await put(url, { ...rest, Authorization: `${Authorization}x` })).status).toBe(403);
    expect((await put(`${url}x`, headers)).status).toBe(404);
    expect((await commit(actor, uploadKey)).status).toBe(400);
    await clock.advance(900_000 - 1);
    expect((await put(url, headers)).status).toBe(200);
    await clock.advance(1);
    const late = await put(url, headers);
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
    expect((await commit(actor, uploadKey)).status).toBe(200);
    expect((await commit(actor, uploadKey)).status).toBe(400);
  });

  test.each([
    ["a person who is unknown", "openConversationId", "nobody", 400],
    ["a person who is not in the group", "openConversationId", "wangfang03", 400],
    ["a person of the group", "openConversationId", "lina02", 200],
  ])("is no matter of %s", async (_what, _field, staffId, status) => {
    const emulator = await start();
    const { group } = conversationsOf(emulator);
    emulator.changeGroup({ conversationId: group.conversationId, remove: ["wangfang03"] });
    const { call, app, openConversationId } = await actAs(emulator);
    const about = await app.call("getUser", { userid: staffId });
    const { unionid = "nobody" } = (about.body["result"] ?? {}) as { unionid?: string };
    const answer = await call("queryConversationSpace", { openConversationId }, {}, unionid);
    expect(answer.status).toBe(status);
  });

  test.each([
    ["another protocol", "queryFileUpload", { protocol: "OTHER" }],
    ["parts", "queryFileUpload", { protocol: "HEADER_SIGNATURE", multipart: true }],
    ["no name", "commitFile", { uploadKey: "x" }],
    ["an unknown key", "commitFile", { uploadKey: "x", name: "a.txt" }],
  ] as const)("is refused with %s", async (_what, operation, body) => {
    const emulator = await start();
    const { call, spaceId } = await actAs(emulator);
    expect(await call(operation, body, { spaceId })).toMatchObject({
      status: 400,
      body: { code: expect.stringMatching(/^invalidParameter\./) },
    });
    expect((await call(operation, body, { spaceId: "1" })).status).toBe(400);
  });

  test("that is not there is neither posted nor fetched, and needs a permission", async () => {
    const emulator = await start();
    const { app, call, spaceId, openConversationId } = await actAs(emulator);
    const dentryId = "1";
    const sent = await call("sendConversationFile", { spaceId, dentryId, openConversationId });
    expect(sent.status).toBe(400);
    expect((await call("queryFileDownload", {}, { spaceId, dentryId })).status).toBe(400);
    emulator.revoke(app.clientId, "Storage.DownloadInfo.Read");
    expect(await call("queryFileDownload", {}, { spaceId, dentryId })).toMatchObject({
      status: 403,
      body: { accessdenieddetail: { requiredScopes: ["Storage.DownloadInfo.Read"] } },
    });
    expect(emulator.messages()).toEqual([]);
  });

  test("may be larger than an ordinary request", async () => {
    const emulator = await start();
    const actor = await actAs(emulator);
    const { url, headers, uploadKey } = await addressOf(actor);
    expect((await put(url, headers, Buffer.alloc(21 * 1024 * 1024))).status).toBe(200);
    const { body } = await commit(actor, uploadKey);
    expect(body["dentry"]).toMatchObject({ size: 21 * 1024 * 1024 });
  });
});
