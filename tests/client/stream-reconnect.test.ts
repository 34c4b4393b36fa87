/** Losing, swapping and regaining the Stream connection. Time is the test's; sockets are real. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Ack, DingTalkClient, StreamHandle, StreamOptions } from "../../src/client/index.ts";
import { createManualClock, type ManualClock } from "../support/manual-clock.ts";
import {
  botMessage,
  clientOf,
  DISCONNECT_FRAME,
  eventually,
  pause,
  startLocalDingTalk,
  type LocalDingTalk,
  type ServerSocket,
} from "./local-dingtalk.ts";

const AUTH_FAILED = { status: 401, body: { requestid: "r", code: "authFailed", message: "鉴权失败" } };

describe("the Stream supervisor", () => {
  let local: LocalDingTalk;
  let clock: ManualClock;
  let client: DingTalkClient;
  beforeEach(async () => {
    local = await startLocalDingTalk();
    clock = createManualClock();
    client = clientOf(local, { clock, random: () => 0.5 });
  });
  afterEach(async () => {
    await Promise.all([client.close(), clock.advance(5_000)]);
    await local.close();
  });
  const start = (options: Partial<StreamOptions> = {}): StreamHandle =>
    client.stream({ onFrame: (_frame, ack) => void ack(), ...options });
  const socketOf = (index: number): ServerSocket => {
    const socket = local.sockets[index];
    if (!socket) throw new Error(`no socket ${index}`);
    return socket;
  };
  /** Lets time pass in steps, with room for real bytes in between. */
  const pass = async (ms: number, stepMs = 5_000) => {
    for (let left = ms; left > 0; left -= stepMs) {
      await clock.advance(Math.min(stepMs, left));
      await pause(2);
    }
  };
  const openCalls = () => local.callsOf("openConnection").length;

  describe("when DingTalk asks to move", () => {
    it("opens the successor before the old socket is closed, and no message falls between", async () => {
      const seen: (string | undefined)[] = [];
      const stream = start({
        onFrame(frame, ack) {
          seen.push(frame.headers.messageId);
          void ack();
        },
      });
      await stream.opened;
      socketOf(0).push(botMessage("before"));
      await eventually(() => seen.length === 1);
      socketOf(0).push(DISCONNECT_FRAME);
      socketOf(0).push(botMessage("in flight"));
      await eventually(() => local.sockets.length === 2);
      expect(socketOf(0).isClosed).toBe(false);
      socketOf(1).push(botMessage("after"));
      await eventually(() => seen.length === 3);
      expect(seen).toEqual(["before", "in flight", "after"]);
      expect(socketOf(0).received.map((ack) => (ack["headers"] as { messageId: string }).messageId)).toEqual([
        "before",
        "in flight",
      ]);
      await eventually(() => stream.state.status === "connected");
      expect(stream.state.lastError).toBeUndefined();
      socketOf(0).socket.close();
      await eventually(() => stream.state.sockets === 1);
      expect(stream.state).toMatchObject({ status: "connected", attempt: 0 });
      expect(stream.state.lastError).toBeUndefined();
    });

    it("says since when it is connected while it moves, until the old socket is gone too", async () => {
      const stream = start();
      await stream.opened;
      const since = stream.state.connectedSince;
      expect(since).toEqual(expect.any(Number));
      local.answer("openConnection", (_call, nth) =>
        nth < 4 ? { status: 502, body: "<html>502</html>" } : openAnswer(),
      );
      socketOf(0).push(DISCONNECT_FRAME);
      await eventually(() => stream.state.lastError?.code === "server");
      expect(stream.state).toMatchObject({ status: "reconnecting", connectedSince: since });
      socketOf(0).socket.close();
      await eventually(() => stream.state.connectedSince === undefined);
      expect(stream.state.status).toBe("reconnecting");
      await pass(10_000, 500);
      await eventually(() => stream.state.connectedSince !== undefined);
    });

    it("has a gap in the contrast run, where the socket is cut without a word", async () => {
      const stream = start();
      await stream.opened;
      socketOf(0).socket.terminate();
      await eventually(() => stream.state.status === "reconnecting");
      expect(local.live()).toHaveLength(0);
      await pause(20);
      expect(openCalls()).toBe(1);
      await clock.advance(500);
      await eventually(() => stream.state.status === "connected");
      expect(stream.state.lastError).toMatchObject({
        code: "network",
        hint: expect.stringContaining("network"),
      });
    });

    it("still sends a slow handler's answer on the socket that delivered the message", async () => {
      const acks: Ack[] = [];
      const stream = start({ onFrame: (_frame, ack) => void acks.push(ack) });
      await stream.opened;
      socketOf(0).push(botMessage("slow"));
      await eventually(() => acks.length === 1);
      socketOf(0).push(DISCONNECT_FRAME);
      await eventually(() => local.live().length === 2);
      expect(await acks[0]?.()).toBe(true);
      await eventually(() => socketOf(0).received.length === 1);
      expect(socketOf(1).received).toEqual([]);
    });

    it("closes the old socket itself after ten seconds when DingTalk does not", async () => {
      const stream = start();
      await stream.opened;
      socketOf(0).push(DISCONNECT_FRAME);
      await eventually(() => local.live().length === 2 && stream.state.status === "connected");
      await clock.advance(9_999);
      await pause(20);
      expect(local.live()).toHaveLength(2);
      await clock.advance(1);
      await eventually(() => socketOf(0).isClosed);
      await eventually(() => stream.state.sockets === 1);
      expect(socketOf(1).isClosed).toBe(false);
    });

    it("says so in its state while the successor cannot be opened, and recovers", async () => {
      const stream = start();
      await stream.opened;
      local.answer("openConnection", (_call, nth) =>
        nth < 4 ? { status: 502, body: "<html>502</html>" } : openAnswer(),
      );
      socketOf(0).push(DISCONNECT_FRAME);
      await eventually(() => stream.state.lastError?.code === "server");
      expect(stream.state.status).toBe("reconnecting");
      await pass(10_000, 500);
      await eventually(() => stream.state.status === "connected");
    });

    it("does not spin when every new socket is asked to move at once", async () => {
      const stream = start();
      const timer = setInterval(() => {
        for (const one of local.live()) if (one.received.length === 0 && !asked.has(one)) ask(one);
      }, 1);
      const asked = new Set<ServerSocket>();
      const ask = (one: ServerSocket) => {
        asked.add(one);
        one.push(DISCONNECT_FRAME);
      };
      await stream.opened;
      await pass(120_000, 500);
      clearInterval(timer);
      // 1 at the start, 1 at once, then 0.5·(1+2+4+8+16+32+60…) s apart.
      expect(local.upgrades).toBeGreaterThan(5);
      expect(local.upgrades).toBeLessThan(12);
    });
  });

  const openAnswer = () => ({
    body: { endpoint: `${local.url.replace("http", "ws")}/connect`, ticket: `late-${local.calls.length}` },
  });

  describe("watching a line", () => {
    it("finds a half-open one within 45 seconds and opens another", async () => {
      const stream = start();
      await stream.opened;
      await pass(61_000, 1_000);
      socketOf(0).socket.pause();
      let waited = 0;
      while (stream.state.status === "connected" && waited <= 45_000) {
        await pass(1_000, 1_000);
        waited += 1_000;
      }
      expect(stream.state.lastError).toMatchObject({
        code: "timeout",
        message: expect.stringContaining("no sign of life"),
      });
      await pass(1_000, 250);
      await eventually(() => stream.state.status === "connected");
      expect(local.upgrades).toBe(2);
      await eventually(() => stream.state.sockets === 1);
    });

    it("leaves one alone for an hour that is quiet but answers pings", async () => {
      const stream = start();
      await stream.opened;
      await pass(3_600_000);
      expect(stream.state).toMatchObject({ status: "connected", sockets: 1 });
      expect(stream.state.lastError).toBeUndefined();
      expect(local.upgrades).toBe(1);
      expect(socketOf(0).pings).toBeGreaterThan(150);
    });

    it("counts DingTalk's own frames as life when pongs do not come", async () => {
      local.autoPong = false;
      const stream = start();
      await stream.opened;
      for (let minute = 0; minute < 5; minute += 1) {
        await pass(30_000);
        socketOf(0).push({ type: "SYSTEM", headers: { topic: "ping", messageId: "p" }, data: "{}" });
        await eventually(() => socketOf(0).received.length === minute + 1);
      }
      expect(local.upgrades).toBe(1);
      await pass(50_000, 1_000);
      expect(stream.state.lastError?.code).toBe("timeout");
    });
  });

  describe("failing to connect", () => {
    it("takes a new ticket after a refused upgrade", async () => {
      local.onUpgrade = (_ticket, nth) => (nth === 1 ? 400 : undefined);
      const stream = start();
      await eventually(() => stream.state.lastError !== undefined);
      expect(stream.state.lastError).toMatchObject({
        code: "upgrade-refused",
        hint: expect.stringContaining("ticket"),
      });
      await clock.advance(500);
      await stream.opened;
      expect(socketOf(0).ticket).toBe("ticket-2");
      expect(openCalls()).toBe(2);
    });

    for (const [name, script, code] of [
      ["a 502 page", { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" }, "server"],
      ["a reset", { effect: "reset" as const }, "network"],
      ["XML", { body: '<?xml version="1.0"?><r/>' }, "bad-answer"],
      [
        "an endpoint that is no socket",
        { body: { endpoint: "ftp://x", ticket: "secret-ticket" } },
        "bad-answer",
      ],
      ["throttling", { status: 403, body: { code: "Forbidden.AccessDenied.QpsLimitForApi" } }, "qps-limit"],
    ] as const) {
      it(`tries again after the open call met ${name}`, async () => {
        local.answer("openConnection", (_call, nth) => (nth === 1 ? script : openAnswer()));
        const stream = start();
        await eventually(() => stream.state.lastError !== undefined);
        expect(stream.state).toMatchObject({ status: "connecting", lastError: { code }, sockets: 0 });
        expect(JSON.stringify(stream.state)).not.toContain("secret-ticket");
        await clock.advance(500);
        await stream.opened;
        expect(stream.state.status).toBe("connected");
      });
    }

    it("gives up an open call after fifteen seconds at most", async () => {
      local.answer("openConnection", (_call, nth) => (nth === 1 ? { effect: "hang" } : openAnswer()));
      const stream = start();
      await eventually(() => openCalls() === 1);
      await pass(15_000, 1_000);
      await eventually(() => stream.state.lastError?.code === "timeout");
      await pass(1_000, 250);
      await stream.opened;
    });

    it("gives up an upgrade that hangs after fifteen seconds, and drops that socket", async () => {
      local.onUpgrade = (_ticket, nth) => (nth === 1 ? "hang" : undefined);
      const stream = start();
      await eventually(() => local.upgrades === 1);
      await pass(14_000, 1_000);
      expect(stream.state).toMatchObject({ status: "connecting", sockets: 1 });
      await pass(1_000);
      await eventually(() => stream.state.lastError?.code === "timeout");
      await eventually(() => stream.state.sockets === 0);
      await pass(1_000, 250);
      await stream.opened;
      expect(local.upgrades).toBe(2);
    });

    it("asks no more than once a minute with wrong credentials, and says what is wrong", async () => {
      local.answer("openConnection", () => AUTH_FAILED);
      const stream = start();
      await pass(5 * 60_000 + 30_000, 1_000);
      expect(openCalls()).toBeLessThanOrEqual(6);
      expect(openCalls()).toBeGreaterThanOrEqual(5);
      expect(stream.state).toMatchObject({
        status: "connecting",
        lastError: { code: "bad-credentials", hint: expect.stringContaining("Client Secret") },
      });
      local.answer("openConnection", () => openAnswer());
      await pass(61_000, 1_000);
      await stream.opened;
    });

    it("asks more often in the contrast run, where DingTalk is only busy", async () => {
      local.answer("openConnection", () => ({ status: 503, body: "busy" }));
      start();
      await pass(60_000, 500);
      expect(openCalls()).toBeGreaterThan(5);
    });

    it("never gives up, and waits a minute at most, over an hour of trouble", async () => {
      local.answer("openConnection", () => ({ status: 503, body: "busy" }));
      const stream = start();
      await pass(3_600_000, 10_000);
      const before = openCalls();
      expect(before).toBeGreaterThan(90);
      expect(before).toBeLessThan(140);
      expect(clock.pending).toBeLessThanOrEqual(2);
      local.answer("openConnection", () => openAnswer());
      await pass(60_000, 5_000);
      await stream.opened;
    });

    it("cannot storm: a server that accepts and hangs up sees one socket at a time, ever more slowly", async () => {
      let most = 0;
      const watch = setInterval(() => {
        most = Math.max(most, local.live().length);
        for (const one of local.live()) one.socket.terminate();
      }, 1);
      const stream = start();
      await pass(600_000, 1_000);
      clearInterval(watch);
      expect(most).toBe(1);
      expect(local.upgrades).toBeGreaterThan(10);
      expect(local.upgrades).toBeLessThan(32);
      expect(stream.state.sockets).toBeLessThanOrEqual(1);
      expect(clock.pending).toBeLessThanOrEqual(4);
    });

    it("is quick again after a connection that carried a message", async () => {
      local.answer("openConnection", (_call, nth) =>
        nth <= 6 ? { status: 503, body: "busy" } : openAnswer(),
      );
      const stream = start();
      await pass(40_000, 500);
      await stream.opened;
      const failedCalls = openCalls();
      socketOf(0).push(botMessage("m1"));
      await eventually(() => stream.state.lastFrameAt !== undefined);
      socketOf(0).socket.terminate();
      await eventually(() => stream.state.status === "reconnecting");
      await clock.advance(500);
      await eventually(() => openCalls() === failedCalls + 1);
    });
  });
});
