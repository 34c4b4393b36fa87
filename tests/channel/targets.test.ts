/** How a place is named, and where an answer goes. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboundMessage, Target } from "../../src/channel/model.ts";
import { formatTarget, parseTarget, replyTarget } from "../../src/channel/outbound/targets.ts";
import { createKnownSessions } from "../../src/channel/outbound/known-sessions.ts";
import { createManualClock } from "../support/manual-clock.ts";

const user = (staffId: string): Target => ({ kind: "user", staffId });
const group = (openConversationId: string): Target => ({ kind: "group", openConversationId });

describe("a target as text", () => {
  it.each([
    ["user:manager807", user("manager807")],
    ["staff:manager807", user("manager807")],
    ["USER:Manager807", user("Manager807")],
    ["dingtalk:user:abc", user("abc")],
    ["dingding:group:cidX==", group("cidX==")],
    ["group:cidAbC==", group("cidAbC==")],
    ["chat:cidAbC==", group("cidAbC==")],
    [" user: abc ", user("abc")],
    ["manager807", user("manager807")],
    ["cidAbC==", group("cidAbC==")],
    ["dingtalk:cidAbC==", group("cidAbC==")],
    ["DingTalk:0123", user("0123")],
  ])("an operator writes as %s", (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each(["", " ", "user:", "group: ", "two words", "slack:U1", "conversation:cidA", "user:a\nb"])(
    "is not %j",
    (text) => {
      expect(parseTarget(text)).toBeUndefined();
    },
  );

  it("is read back as it was written, whatever the id", () => {
    const id = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => /^\S+$/.test(text));
    fc.assert(
      fc.property(fc.oneof(id.map(user), id.map(group)), (target) => {
        expect(parseTarget(formatTarget(target))).toEqual(target);
        expect(parseTarget(`dingtalk:${formatTarget(target)}`)).toEqual(target);
      }),
    );
  });
});

const message = (kind: "direct" | "group", staffId?: string): InboundMessage => ({
  id: "m",
  robotCode: "r",
  conversation: { kind, id: "cidC" },
  sender: { name: "n", ...(staffId ? { staffId } : {}) },
  text: "t",
  kind: "text",
  unsupported: false,
  attachments: [],
  mentioned: true,
  sentAt: 0,
});

describe("an answer", () => {
  it("goes to the group or to the person, and nowhere by target for an outsider's direct message", () => {
    expect(replyTarget(message("group", "p"))).toEqual(group("cidC"));
    expect(replyTarget(message("group"))).toEqual(group("cidC"));
    expect(replyTarget(message("direct", "p"))).toEqual(user("p"));
    expect(replyTarget(message("direct"))).toBeUndefined();
  });
});

const session = (url: string, expiresAt: number) => ({ url, expiresAt });

describe("the session webhooks of an account", () => {
  it("are the newest of each conversation, also when an older message is tried again later", () => {
    const clock = createManualClock(0);
    const sessions = createKnownSessions(clock);
    sessions.remember("user:a", session("old", 1_000));
    sessions.remember("user:a", session("new", 2_000));
    sessions.remember("user:a", session("old", 1_000));
    expect(sessions.find("user:a")?.url).toBe("new");
    expect(sessions.find("user:A")).toBeUndefined();
  });

  it("are forgotten when they are over", async () => {
    const clock = createManualClock(0);
    const sessions = createKnownSessions(clock);
    sessions.remember("user:a", session("s", 1_000));
    await clock.advance(999);
    expect(sessions.find("user:a")?.url).toBe("s");
    await clock.advance(1);
    expect(sessions.find("user:a")).toBeUndefined();
  });

  it("are bounded: the conversation that was silent longest is forgotten first", () => {
    const sessions = createKnownSessions(createManualClock(0));
    for (let n = 0; n < 2_000; n += 1) sessions.remember(`user:${n}`, session(`s${n}`, 10));
    sessions.remember("user:0", session("again", 10));
    sessions.remember("user:new", session("new", 10));
    expect(sessions.find("user:0")?.url).toBe("again");
    expect(sessions.find("user:1")).toBeUndefined();
    expect(sessions.find("user:2")?.url).toBe("s2");
    expect(sessions.find("user:new")?.url).toBe("new");
  });
});
