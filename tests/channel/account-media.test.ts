/** An account with real downloads from the local DingTalk and a real archive, without the gateway. */
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HostTurn } from "../../src/channel/host/turn.ts";
import { createEmulator, DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";
import { createDingTalkMediaSource } from "../../src/channel/account/media-desk.ts";
import { DingTalkError, type DingTalkErrorCode } from "../../src/client/errors.ts";
import type { Media } from "../../src/client/index.ts";
import { startAccountRig, type AccountRig } from "../support/account-rig.ts";
import { answered, connected, robotMessages, shownText } from "../support/dingtalk-rig.ts";
import { TINY_PNG } from "../support/fake-media.ts";

let emulator: Emulator;
let rig: AccountRig;
let turns: HostTurn[];
let person: { from: string; conversationId: string };

beforeEach(async () => {
  emulator = await createEmulator({ seed: defaultSeed() });
  rig = await startAccountRig({ url: emulator.url, section: { maxFileSizeMB: 0.5 } });
  turns = [];
  const answer = rig.host.agent;
  rig.host.agent = (turn) => {
    turns.push(turn);
    return answer(turn);
  };
  await connected(emulator);
  const [first] = emulator.snapshot().people;
  if (!first) throw new Error("the default company has nobody");
  person = { from: first.staffId, conversationId: emulator.openDirect(DEFAULT_CLIENT_ID, first.staffId) };
});
afterEach(async () => {
  await rig.account.stop();
  await emulator.close();
  fs.rmSync(rig.directory, { recursive: true, force: true });
});

const base64 = (data: string | Buffer) => Buffer.from(data).toString("base64");

describe("what people send to an account", () => {
  it("is fetched whole and handed to the agent", async () => {
    const parts = [{ text: "look: " }, { picture: base64(TINY_PNG) }];
    await emulator.say({ ...person, content: { kind: "richText", parts } });
    await answered(emulator, person.conversationId, "answer to look: [picture]");
    const [file] = turns[0]?.files ?? [];
    expect(file).toMatchObject({ name: "image.png", mime: "image/png" });
    expect(fs.readFileSync(file?.path ?? "")).toEqual(TINY_PNG);
    expect(path.relative(path.join(rig.directory, "media", "dingtalk", "inbound"), file?.path ?? "")).toMatch(
      /^\d{4}-\d{2}-\d{2}[/\\]image\.png$/,
    );
  });

  it("is told to be too big, and the turn runs", async () => {
    const data = base64(Buffer.alloc(600_000));
    await emulator.say({ ...person, content: { kind: "file", name: "film.bin", data } });
    await answered(emulator, person.conversationId, "answer to ");
    const told = robotMessages(emulator, person.conversationId).map(shownText);
    expect(told).toContain('"film.bin" is above the limit of 512 KB and was not taken.');
    expect(turns[0]?.body).toBe("[not received: film.bin, above the limit of 512 KB]");
  });

  it("is told to be missing when the link dies half-way for good, and arrives when it dies once", async () => {
    const fault = emulator.fault({ operation: "messageFile", effect: { kind: "cut" } });
    const data = base64(Buffer.alloc(50_000, 1));
    await emulator.say({ ...person, content: { kind: "file", name: "a.bin", data } });
    await answered(emulator, person.conversationId, "answer to ");
    expect(turns[0]?.body).toBe("[not received: a.bin, the download failed]");
    fault.clear();
    emulator.fault({ operation: "messageFile", effect: { kind: "cut" }, times: 1 });
    await emulator.say({ ...person, content: { kind: "file", name: "b.bin", data } });
    await emulator.waitFor(() => turns.length === 2);
    expect(turns[1]?.body).toBe("[file: b.bin]");
    expect(turns[1]?.files).toMatchObject([{ bytes: 50_000 }]);
  }, 30_000);

  it("quoting the bot's own card has the card's words", async () => {
    await emulator.say({ ...person, text: "hello" });
    const card = await answered(emulator, person.conversationId, "answer to hello");
    await emulator.say({ ...person, text: "why?", quote: card.id });
    await emulator.waitFor(() => turns.length === 2);
    expect(turns[1]?.body).toBe("[quoting your earlier message: answer to hello]\nwhy?");
  });
});

const sourceOf = (faults: Readonly<Record<string, DingTalkErrorCode>>) => {
  const asked: string[] = [];
  const download: Media["download"] = async (code, openSink) => {
    asked.push(code);
    const fault = faults[code];
    if (fault)
      throw new DingTalkError(fault, "no", { operation: "downloadMessageFile", dispatched: "refused" });
    await (await openSink(1)).write(Buffer.from(code));
    return { bytes: 1, attempts: 1 };
  };
  const client = { media: { download, resolveDownload: () => Promise.reject(new Error("unused")) } };
  const source = createDingTalkMediaSource(client, () => ({ network: { allowPrivate: false } }));
  const said: string[] = [];
  const sink = {
    restart: async () => void said.splice(0),
    write: async (chunk: Uint8Array) => void said.push(Buffer.from(chunk).toString()),
  };
  const attachment = { kind: "image", downloadCode: "one", fallbackCode: "two" } as const;
  return { asked, said, run: () => source.download(attachment, sink, { maxBytes: 9 }) };
};

describe("a picture with two codes", () => {
  it("is fetched by the second when the first is refused", async () => {
    const { asked, said, run } = sourceOf({ one: "refused" });
    await run();
    expect([asked, said]).toEqual([["one", "two"], ["two"]]);
  });

  it.each([
    [{ one: "too-large" }, "too-big", ["one"]],
    [{ one: "server" }, "away", ["one"]],
    [{ one: "refused", two: "refused" }, "expired", ["one", "two"]],
  ] as const)("fails with a reason of its own: %j", async (faults, code, tried) => {
    const { asked, run } = sourceOf(faults);
    await expect(run()).rejects.toMatchObject({ code });
    expect(asked).toEqual(tried);
  });
});
