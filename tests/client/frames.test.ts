/** Stream frames: what the live platform was seen to vary, and what a broken one could send. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DownstreamFrame } from "../../src/contract/stream.ts";
import { upstreamFrameSchema } from "../../src/contract/stream.ts";
import {
  decodeFrame,
  encodeAck,
  encodePong,
  MAX_FRAME_BYTES,
  parseDisconnectReason,
} from "../../src/client/stream/frames.ts";
import { botMessage } from "./local-dingtalk.ts";

const text = JSON.stringify(botMessage("m1"));

const frame = (type: DownstreamFrame["type"], data?: string): DownstreamFrame => ({
  type,
  headers: { messageId: "m1", topic: "t" },
  ...(data === undefined ? {} : { data }),
});
const parse = (encoded: string) => upstreamFrameSchema.parse(JSON.parse(encoded));

describe("decodeFrame", () => {
  it("reads a frame from text and from every form of bytes a socket hands over", () => {
    const bytes = Buffer.from(text);
    const half = Math.floor(bytes.length / 2);
    const copy = new Uint8Array(bytes);
    for (const raw of [text, bytes, copy, copy.buffer, [bytes.subarray(0, half), bytes.subarray(half)]]) {
      expect(decodeFrame(raw)).toMatchObject({
        ok: true,
        frame: { type: "CALLBACK", headers: { messageId: "m1" }, data: '{"msgId":"m1"}' },
      });
    }
  });

  it("accepts `header` for `headers`, data as an object, numbers in headers and unknown fields", () => {
    const raw = {
      type: "event",
      header: { topic: "*", time: 1769851697756, x: true, gone: null },
      data: { a: 1 },
      y: 2,
    };
    expect(decodeFrame(JSON.stringify(raw))).toMatchObject({
      ok: true,
      frame: {
        type: "EVENT",
        headers: { topic: "*", time: "1769851697756", x: "true" },
        data: '{"a":1}',
        y: 2,
      },
    });
  });

  it("refuses with a reason what is no frame", () => {
    for (const raw of [
      "",
      "hello",
      "[]",
      "null",
      "{}",
      '{"type":"OTHER","headers":{}}',
      '{"type":"EVENT","headers":7}',
      undefined,
      7,
      [1],
    ]) {
      expect(decodeFrame(raw)).toEqual({ ok: false, reason: expect.any(String) });
    }
  });

  it("refuses a frame beyond any size the platform sends", () => {
    const huge = JSON.stringify({ type: "CALLBACK", headers: {}, data: "x".repeat(MAX_FRAME_BYTES) });
    expect(decodeFrame(huge)).toMatchObject({ ok: false, reason: expect.stringContaining("larger") });
  });

  it("never throws", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.uint8Array(),
      fc.json(),
      fc.record({ type: fc.anything(), headers: fc.anything(), data: fc.anything() }).map((value) => {
        try {
          return JSON.stringify(value);
        } catch {
          return "{";
        }
      }),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const decoded = decodeFrame(raw);
        if (decoded.ok) {
          expect(() => JSON.parse(encodeAck(decoded.frame))).not.toThrow();
          expect(parseDisconnectReason(decoded.frame)).toEqual(expect.any(String));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps whatever data a frame carries", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (data, messageId) => {
        const decoded = decodeFrame(JSON.stringify({ type: "CALLBACK", headers: { messageId }, data }));
        expect(decoded).toMatchObject({ ok: true, frame: { data, headers: { messageId } } });
      }),
    );
  });
});

describe("an answer", () => {
  it("to a bot message and to an event is what DingTalk expects of each", () => {
    expect(parse(encodeAck(frame("CALLBACK")))).toEqual({
      code: 200,
      message: "OK",
      headers: { messageId: "m1", contentType: "application/json" },
      data: '{"response":null}',
    });
    expect(parse(encodeAck(frame("EVENT"))).data).toBe('{"status":"SUCCESS"}');
  });

  it("carries the handler's own data and code", () => {
    expect(parse(encodeAck(frame("CALLBACK"), { data: { response: { cardData: {} } } })).data).toBe(
      '{"response":{"cardData":{}}}',
    );
    expect(parse(encodeAck(frame("EVENT"), { code: 500, data: '{"status":"LATER"}' }))).toMatchObject({
      code: 500,
      message: "ERROR",
      data: '{"status":"LATER"}',
    });
  });

  it("to a ping echoes its data", () => {
    expect(parse(encodePong(frame("SYSTEM", '{"opaque":"abc"}'))).data).toBe('{"opaque":"abc"}');
  });
});
