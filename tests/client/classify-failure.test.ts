/** Recorded error bodies and what the client makes of them. Sources: dingtalk-platform.md §1.4, §2.1, §4, §6.8, §10. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyFailure, type CallName } from "../../src/client/index.ts";
import { OPERATIONS, type OperationId } from "../../src/contract/endpoints.ts";
import { recordedFailures } from "./recorded-failures.ts";

const textOf = (body: unknown) => (typeof body === "string" ? body : JSON.stringify(body));

describe("classifyFailure", () => {
  for (const row of recordedFailures) {
    it(`tells the caller about ${row.name}: ${row.code}`, () => {
      const operation = row.operation ?? "sendGroup";
      const error = classifyFailure({
        operation,
        status: row.status,
        text: textOf(row.body),
        clientId: "dingapp",
      });
      expect(error?.code).toBe(row.code);
      expect(error?.hint).toMatch(row.hint);
      expect(error?.dispatched).toBe(row.dispatched ?? "refused");
      expect(error?.operation).toBe(operation);
      if (row.platformCode) expect(error?.platformCode).toBe(row.platformCode);
      if (row.scopes) {
        expect(error?.requiredScopes).toEqual(row.scopes);
        expect(error?.applyUrl).toBe(
          `https://open-dev.dingtalk.com/appscope/apply?content=dingapp%23${row.scopes[0]}`,
        );
      }
    });
  }

  it("finds nothing wrong in a success", () => {
    const bodies = [
      { success: true, result: true },
      { errcode: 0, errmsg: "ok" },
      { errcode: "0" },
      { code: "0", message: "ok" },
      { success: true, code: "x", message: "y" },
      { processQueryKey: "p" },
      { success: true, result: { deliverResults: [{ success: true, errorMsg: "" }] } },
    ];
    for (const body of bodies) {
      expect(
        classifyFailure({ operation: "sendGroup", status: 200, text: JSON.stringify(body) }),
      ).toBeUndefined();
    }
  });

  it("reads the request id in both spellings", () => {
    expect(requestIdOf({ code: "x", requestid: "lower" })).toBe("lower");
    expect(requestIdOf({ code: "x", requestId: "camel" })).toBe("camel");
  });

  it("keeps a session and a token out of its message", () => {
    const text = JSON.stringify({
      errcode: 400001,
      errmsg: "bad https://oapi.dingtalk.com/robot/sendBySession?session=abc123 accessToken=tok456",
    });
    const error = classifyFailure({ operation: "sessionWebhook", status: 200, text });
    expect(error?.message).not.toMatch(/abc123|tok456/);
    expect(JSON.stringify(error)).not.toMatch(/abc123|tok456/);
  });

  it("survives fields that cannot be turned into text", () => {
    const twisted = { toString: false, valueOf: 1 };
    const text = JSON.stringify({ errcode: twisted, code: twisted, message: twisted, requestid: twisted });
    expect(classifyFailure({ operation: "getAccessToken", status: 400, text })?.code).toBe("refused");
  });

  it("never throws, whatever a server answers", () => {
    const operations = fc.constantFrom<CallName>(
      ...(Object.keys(OPERATIONS) as OperationId[]),
      "sessionWebhook",
    );
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            code: fc.anything(),
            message: fc.anything(),
            errcode: fc.anything(),
            errmsg: fc.anything(),
            success: fc.anything(),
            result: fc.anything(),
            accessdenieddetail: fc.anything(),
            requestid: fc.anything(),
          },
          { requiredKeys: [] },
        )
        .map((value) => safeJson(value)),
    );
    fc.assert(
      fc.property(operations, fc.integer({ min: 0, max: 599 }), body, (operation, status, text) => {
        const error = classifyFailure({ operation, status, text });
        if (status >= 300) expect(error?.hint).toBeTruthy();
      }),
      { numRuns: 1_000 },
    );
  });
});

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return "{}";
  }
}

function requestIdOf(body: unknown): string | undefined {
  return classifyFailure({ operation: "openConnection", status: 400, text: JSON.stringify(body) })?.requestId;
}
