/** Frames and answers on one healthy Stream connection, over a real socket. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ack, DingTalkClient, StreamHandle } from "../../src/client/index.ts";
import { encodeAck } from "../../src/client/stream/frames.ts";
import type { DownstreamFrame } from "../../src/contract/stream.ts";
import { openConnectionRequestSchema } from "../../src/contract/stream.ts";
import { createLogger } from "../../src/lib/logger.ts";
import { createManualClock } from "../support/manual-clock.ts";
import {
  botMessage,
  clientOf,
  eventually,
  pause,
  startLocalDingTalk,
  type LocalDingTalk,
} from "./local-dingtalk.ts";

const idsOf = (frames: DownstreamFrame[]) => frames.map((frame) => frame.headers.messageId);
const collect = () => {
  const frames: DownstreamFrame[] = [];
  const acks: Ack[] = [];
  return {
    frames,
    acks,
    onFrame: (frame: DownstreamFrame, ack: Ack) => {
      frames.push(frame);
      acks.push(ack);
    },
  };
};

const timed = async (stream: StreamHandle) => {
  const startedAt = performance.now();
  await stream.stop();
  return performance.now() - startedAt;
};

describe("a Stream connection", () => {
  let local: LocalDingTalk;
  let client: DingTalkClient;
  const logs: string[] = [];
  beforeEach(async () => {
    local = await startLocalDingTalk();
    logs.length = 0;
    client = clientOf(local, { logger: createLogger((level, line) => logs.push(`${level} ${line}`)) });
  });
  afterEach(async () => {
    await client.close();
    await local.close();
  });
  const socketOf = (index = 0) => {
    const socket = local.sockets[index];
    if (!socket) throw new Error(`no socket ${index}`);
    return socket;
  };

  it("subscribes to bot messages and card actions, and shows its state on the way", async () => {
    const states: string[] = [];
    const stream = client.stream({
      ...collect(),
      ua: "openclaw-dingtalk-node/0.1.0",
      onState: (state) => states.push(state.status),
    });
    expect(stream.state).toMatchObject({ status: "connecting" });
    await stream.opened;
    expect(stream.state).toMatchObject({
      status: "connected",
      attempt: 0,
      sockets: 1,
      connectedSince: expect.any(Number),
    });
    const open = local.callsOf("openConnection")[0];
    expect(openConnectionRequestSchema.safeParse(open?.body).success).toBe(true);
    expect(open?.body).toEqual({
      clientId: "dingapp",
      clientSecret: "s3cret-value",
      ua: "openclaw-dingtalk-node/0.1.0",
      subscriptions: [
        { type: "CALLBACK", topic: "/v1.0/im/bot/messages/get" },
        { type: "CALLBACK", topic: "/v1.0/card/instances/callback" },
      ],
    });
    expect(open?.headers["accept"]).toBe("application/json");
    expect(socketOf().ticket).toBe("ticket-1");
    await stream.stop();
    expect(states.at(-1)).toBe("stopped");
    expect(stream.state).toMatchObject({ status: "stopped", sockets: 0 });
    expect(logs.join("\n")).not.toMatch(/s3cret-value|ticket-1/);
  });

  it("subscribes to other topics on request, and needs no special frame to be ready", async () => {
    const stream = client.stream({ ...collect(), topics: [{ type: "EVENT", topic: "*" }] });
    await stream.opened;
    expect(local.callsOf("openConnection")[0]?.body["subscriptions"]).toEqual([
      { type: "EVENT", topic: "*" },
    ]);
    socketOf().push({ type: "SYSTEM", headers: { topic: "REGISTERED" }, data: "{}" });
    socketOf().push({ type: "SYSTEM", headers: { topic: "KEEPALIVE" }, data: "{}" });
    await pause(20);
    expect(stream.state.status).toBe("connected");
    expect(socketOf().received).toEqual([]);
  });

  it("hands a message to its owner and sends the answer when the owner gives it, once", async () => {
    const inbox = collect();
    await client.stream(inbox).opened;
    socketOf().push(botMessage("m1"));
    await eventually(() => inbox.frames.length === 1);
    expect(socketOf().received).toEqual([]);
    const [ack] = inbox.acks;
    expect(await Promise.all([ack?.(), ack?.("{}")])).toEqual([true, true]);
    await eventually(() => socketOf().received.length === 1);
    await pause(10);
    expect(socketOf().received).toEqual([JSON.parse(encodeAck(inbox.frames[0]!))]);
  });

  it("keeps the order of arrival while every handler is slow", async () => {
    const started: (string | undefined)[] = [];
    await client.stream({
      async onFrame(frame, ack) {
        started.push(frame.headers.messageId);
        await pause(Math.random() * 20);
        await ack();
      },
    }).opened;
    const sent = Array.from({ length: 30 }, (_, index) => `m${index}`);
    for (const id of sent) socketOf().push(botMessage(id));
    await eventually(() => socketOf().received.length === 30);
    expect(started).toEqual(sent);
  });

  it("answers pings while a handler hangs", async () => {
    await client.stream({ onFrame: () => new Promise(() => {}) }).opened;
    socketOf().push(botMessage("m1"));
    socketOf().push({
      type: "SYSTEM",
      headers: { topic: "ping", messageId: "p1" },
      data: '{"opaque":"xyz"}',
    });
    await eventually(() => socketOf().received.length === 1);
    expect(socketOf().received[0]).toEqual({
      code: 200,
      message: "OK",
      headers: { messageId: "p1", contentType: "application/json" },
      data: '{"opaque":"xyz"}',
    });
  });

  it("leaves a message unanswered when its handler fails, and goes on with the next", async () => {
    const stream = client.stream({
      onFrame(frame, ack) {
        if (frame.headers.messageId === "m1") throw new Error("disk full");
        if (frame.headers.messageId === "m2") return Promise.reject(new Error("disk still full"));
        return void ack();
      },
    });
    await stream.opened;
    for (const id of ["m1", "m2", "m3"]) socketOf().push(botMessage(id));
    await eventually(() => socketOf().received.length === 1);
    expect(socketOf().received[0]).toMatchObject({ headers: { messageId: "m3" } });
    expect(stream.state).toMatchObject({ status: "connected", lastFrameAt: expect.any(Number) });
    expect(logs.filter((line) => line.includes("handler failed"))).toHaveLength(2);
  });

  it("survives garbage of every kind and still delivers the message after it", async () => {
    const inbox = collect();
    const stream = client.stream(inbox);
    await stream.opened;
    const { socket } = socketOf();
    for (const raw of ["", "not json", "[]", '{"type":"ODD","headers":{}}', "x".repeat(1_100_000)])
      socket.send(raw);
    socket.send(Buffer.from([0xff, 0x00, 0x80]));
    socketOf().push(botMessage("m1"));
    await eventually(() => inbox.frames.length === 1);
    expect(idsOf(inbox.frames)).toEqual(["m1"]);
    expect(logs.filter((line) => line.includes("could not be read"))).toHaveLength(6);
    expect(local.upgrades).toBe(1);
    expect(stream.state.status).toBe("connected");
  });

  it("reads a message that comes in fragments", async () => {
    const inbox = collect();
    await client.stream(inbox).opened;
    const text = JSON.stringify(botMessage("m1"));
    socketOf().socket.send(text.slice(0, 20), { fin: false });
    socketOf().socket.send(text.slice(20), { fin: true });
    await eventually(() => inbox.frames.length === 1);
  });

  it("tells a late handler that its answer could not be given any more", async () => {
    const inbox = collect();
    await client.stream(inbox).opened;
    socketOf().push(botMessage("m1"));
    await eventually(() => inbox.acks.length === 1);
    socketOf().socket.terminate();
    await eventually(() => logs.some((line) => line.includes("connection failed")));
    expect(await inbox.acks[0]?.()).toBe(false);
  });

  it("lets no listener's fault disturb it", async () => {
    const stream = client.stream({
      ...collect(),
      onState: () => {
        throw new Error("broken page");
      },
    });
    await stream.opened;
    expect(stream.state.status).toBe("connected");
  });
});

describe("stopping a Stream connection", () => {
  let local: LocalDingTalk;
  beforeEach(async () => {
    local = await startLocalDingTalk();
  });
  afterEach(() => local.close());

  it("waits for a handler that is about to answer, and the answer arrives", async () => {
    const stream = clientOf(local).stream({
      async onFrame(_frame, ack) {
        await pause(100);
        await ack();
      },
    });
    await stream.opened;
    local.sockets[0]?.push(botMessage("m1"));
    await eventually(() => stream.state.lastFrameAt !== undefined);
    await stream.stop();
    await eventually(() => local.sockets[0]?.received.length === 1);
    expect(local.sockets[0]?.received[0]).toMatchObject({ code: 200, headers: { messageId: "m1" } });
  });

  it("takes under two seconds with a handler that hangs and a server that does not close", async () => {
    const stream = clientOf(local).stream({ onFrame: () => new Promise(() => {}) });
    await stream.opened;
    local.sockets[0]?.push(botMessage("m1"));
    await eventually(() => stream.state.lastFrameAt !== undefined);
    local.sockets[0]?.socket.pause();
    expect(await timed(stream)).toBeLessThan(2_000);
    expect(stream.state.sockets).toBe(0);
  });

  it("is quick with an idle line, and may be asked for twice", async () => {
    const stream = clientOf(local).stream({ onFrame() {} });
    await stream.opened;
    const [first] = await Promise.all([timed(stream), stream.stop()]);
    expect(first).toBeLessThan(600);
    await stream.stop();
    await eventually(() => local.live().length === 0);
  });

  it("hands over nothing that arrives afterwards", async () => {
    const seen: DownstreamFrame[] = [];
    const stream = clientOf(local).stream({ onFrame: (frame) => void seen.push(frame) });
    await stream.opened;
    const stopping = stream.stop();
    local.sockets[0]?.push(botMessage("m1"));
    await stopping;
    await pause(20);
    expect(seen).toEqual([]);
  });

  it("hands over nothing new while it waits for the handlers that run", async () => {
    const seen: DownstreamFrame[] = [];
    const stream = clientOf(local).stream({
      onFrame: (frame) => {
        seen.push(frame);
        return new Promise(() => {});
      },
    });
    await stream.opened;
    local.sockets[0]?.push(botMessage("m1"));
    await eventually(() => seen.length === 1);
    const stopping = stream.stop();
    local.sockets[0]?.push(botMessage("m2"));
    await stopping;
    expect(idsOf(seen)).toEqual(["m1"]);
    expect(local.sockets[0]?.received).toEqual([]);
  });

  it("during the open call opens no socket", async () => {
    const gate = Promise.withResolvers<void>();
    local.answer("openConnection", () => ({
      waitFor: gate.promise,
      body: { endpoint: `${local.url.replace("http", "ws")}/connect`, ticket: "t" },
    }));
    const stream = clientOf(local).stream({ onFrame() {} });
    await eventually(() => local.callsOf("openConnection").length === 1);
    await stream.stop();
    gate.resolve();
    await pause(50);
    expect(local.upgrades).toBe(0);
    await expect(stream.opened).rejects.toMatchObject({ code: "aborted" });
  });

  it("during the upgrade drops the half-made socket without an uncaught error", async () => {
    local.onUpgrade = () => "hang";
    const stream = clientOf(local).stream({ onFrame() {} });
    await eventually(() => local.upgrades === 1);
    expect(await timed(stream)).toBeLessThan(1_000);
    await pause(50);
    expect(local.upgrades).toBe(1);
    expect(stream.state).toMatchObject({ status: "stopped", sockets: 0 });
  });

  it("during the back-off opens nothing, ever", async () => {
    const clock = createManualClock();
    local.answer("openConnection", () => ({ status: 503, body: "busy" }));
    const stream = clientOf(local, { clock, random: () => 0.5 }).stream({ onFrame() {} });
    await eventually(() => stream.state.nextAttemptAt !== undefined);
    await stream.stop();
    expect(clock.pending).toBe(0);
    await clock.advance(600_000);
    await pause(20);
    expect(local.callsOf("openConnection")).toHaveLength(1);
  });

  it("comes with closing the client", async () => {
    const client = clientOf(local);
    const stream = client.stream({ onFrame() {} });
    await stream.opened;
    await client.close();
    expect(stream.state.status).toBe("stopped");
    await eventually(() => local.live().length === 0);
  });
});
