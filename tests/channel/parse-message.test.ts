/** What the agent reads of DingTalk's envelopes, and what no envelope can break. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventKey, laneKey, parseMessage } from "../../src/channel/inbound/parse-message.ts";
import { ROBOT_MESSAGE_SAMPLES, robotMessageSample } from "../../src/contract/samples/robot-messages.ts";
import type { InboundMessage } from "../../src/channel/model.ts";

const parse = (data: unknown) => parseMessage(JSON.stringify(data), "fallback-robot");

function parsed(data: unknown): InboundMessage {
  const result = parse(data);
  if (result.kind !== "message") throw new Error(`no message: ${JSON.stringify(result)}`);
  return result.message;
}

const direct = robotMessageSample("a text in a direct chat");
const group = robotMessageSample("a text in a group, where the cut mention leaves a blank");

/** What the agent reads of each sample; the one that is no message is left out. */
const READ: Readonly<Record<string, string>> = {
  "a text in a direct chat": "hello",
  "a text in a group, where the cut mention leaves a blank": "hello",
  "a text whose createAt is a string": "hello",
  "a text from outside the organisation": "hello",
  "a text with an empty senderStaffId": "hello",
  "a rich text with a picture and a mention": "看图：[picture]@李娜",
  "a rich text of the older form": "old form",
  "a rich text whose content is JSON text": "in JSON",
  "a voice message with its transcript": "明天开会吗",
  "a picture": "",
  "a video": "",
  "a file": "",
  "a Markdown message": "**hello**",
  "another bot's mention as an interactive card": "@bot",
  "a chat record whose entries are JSON text": "聊天记录\n[picture]\n[unsupported: unknownMsgType]",
  "a type that DingTalk itself does not know": "[unsupported: unknownMsgType]",
  "a text that quotes another": "what is this?",
};

describe("an envelope as DingTalk sends it", () => {
  it.each(ROBOT_MESSAGE_SAMPLES.filter(({ name }) => name in READ))(
    "reaches the agent: $name",
    ({ name, data }) => {
      const message = parsed(data);
      expect(message.text).toBe(READ[name]);
      expect(message.kind).toBe(data["msgtype"]);
      expect(message.unsupported).toBe(READ[name]?.startsWith("[unsupported") === true);
      expect(message.sentAt).toBe(1769851697611);
      expect(message.session).toEqual({ url: data["sessionWebhook"], expiresAt: 1769857097744 });
    },
  );

  it("tells the account that the month's pushes are spent, and is no message", () => {
    const notice = parse(robotMessageSample("a notice that the month's pushes are spent"));
    expect(notice).toMatchObject({ kind: "push-quota-gone", sender: { staffId: "manager807" } });
    expect(parse({ ...direct, errorCode: 20001, text: undefined })).toMatchObject({
      kind: "push-quota-gone",
    });
  });

  it("with an error code that says all is well, or beside a content, stays a message", () => {
    expect(parsed({ ...direct, errorCode: "0" }).text).toBe("hello");
    expect(parsed({ ...direct, errorCode: "20001" }).text).toBe("hello");
    expect(parsed({ ...direct, text: undefined, errorCode: "" }).text).toBe("");
    const picture = { ...robotMessageSample("a picture"), errorCode: "20001" };
    expect(parsed(picture).attachments).toHaveLength(1);
  });

  it("keeps the conversation id's case and the group's title", () => {
    expect(parsed(group).conversation).toEqual({
      kind: "group",
      id: "cidSAMPLE0000000000==",
      title: "产品讨论群",
    });
    expect(parsed(direct).conversation).toEqual({ kind: "direct", id: "cidSAMPLE0000000000==" });
  });

  it("names an outsider by what is there, and gives no staffId to send to", () => {
    const outsider = robotMessageSample("a text from outside the organisation");
    expect(parsed(outsider).sender).toEqual({ senderId: "$:LWCP_v1:$person000", name: "陈思远" });
    const empty = robotMessageSample("a text with an empty senderStaffId");
    expect("staffId" in parsed(empty).sender).toBe(false);
    expect(parsed({ ...outsider, senderNick: undefined }).sender.name).toBe("$:LWCP_v1:$person000");
    expect(parsed({ ...outsider, senderNick: "", senderId: undefined }).sender.name).toBe("?");
  });

  it("without a robotCode belongs to the account's own robot", () => {
    expect(parsed({ ...direct, robotCode: undefined }).robotCode).toBe("fallback-robot");
    expect(parsed(direct).robotCode).toBe("dingsample0000000000");
  });

  it("without a webhook has none, and one without an end counts as over", () => {
    expect("session" in parsed({ ...direct, sessionWebhook: undefined })).toBe(false);
    expect(parsed({ ...direct, sessionWebhookExpiredTime: undefined }).session?.expiresAt).toBe(0);
  });

  it("with a time that is no time says 0", () => {
    expect(parsed({ ...direct, createAt: "soon" }).sentAt).toBe(0);
    expect(parsed({ ...direct, createAt: undefined }).sentAt).toBe(0);
  });
});

describe("a mention of the bot", () => {
  it.each([
    ["the platform's own flag", { isInAtList: true, atUsers: undefined }, true],
    ["the bot in the list, without the flag", { isInAtList: undefined }, true],
    ["the bot in the list, against the flag", { isInAtList: false }, true],
    ["somebody else in the list", { isInAtList: false, atUsers: [{ dingtalkId: "$:LWCP_v1:$x" }] }, false],
    [
      "another robot in the list, though the flag stands",
      { atUsers: [{ dingtalkId: "$:LWCP_v1:$x" }] },
      false,
    ],
    ["the flag, where the list names nobody", { atUsers: [{}, { staffId: "lina02" }] }, true],
    ["nobody", { isInAtList: undefined, atUsers: undefined }, false],
    [
      "people without ids, and a bot without one",
      { isInAtList: false, atUsers: [{}], chatbotUserId: undefined },
      false,
    ],
  ])("in a group is read from %s", (_what, change, mentioned) => {
    expect(parsed({ ...group, ...change }).mentioned).toBe(mentioned);
  });

  it("is not needed in a direct chat", () => {
    expect(parsed({ ...direct, isInAtList: false }).mentioned).toBe(true);
  });
});

describe("what is not as documented", () => {
  it("never costs the text: a null, a number or an object in any other field reads as absent", () => {
    const known = Object.keys(group).filter(
      (field) => !["conversationId", "conversationType", "msgId", "msgtype", "text"].includes(field),
    );
    for (const field of known) {
      for (const odd of [null, 7, { a: 1 }, ["x"], true]) {
        expect(parsed({ ...group, [field]: odd }).text, `${field}: ${JSON.stringify(odd)}`).toBe("hello");
      }
    }
    expect(parsed({ ...group, conversationType: 2 }).conversation.kind).toBe("group");
    expect(parsed({ ...direct, msgtype: null }).text).toBe("hello");
    expect(parsed({ ...direct, msgtype: undefined })).toMatchObject({ kind: "text", text: "hello" });
    const quote = { content: "hello", isReplyMsg: "yes", repliedMsg: "gone" };
    expect(parsed({ ...direct, text: quote }).text).toBe("hello");
  });

  it("is refused with a reason where the message cannot be named", () => {
    expect(parseMessage("not json", "r")).toEqual({ kind: "refused", refusal: { reason: "not-json" } });
    expect(parse([])).toMatchObject({ kind: "refused", refusal: { reason: "wrong-shape" } });
    expect(parse({ ...direct, msgId: undefined })).toEqual({
      kind: "refused",
      refusal: { reason: "wrong-shape", detail: "msgId" },
    });
    expect(parse({ ...direct, conversationId: 5 })).toMatchObject({ refusal: { detail: "conversationId" } });
  });

  it("is named where its type has the name of a built-in thing", () => {
    for (const msgtype of ["constructor", "toString", "__proto__", "hasOwnProperty", "newKind"]) {
      expect(parsed({ ...direct, text: undefined, msgtype }).text).toBe(`[unsupported: ${msgtype}]`);
    }
  });

  it("is named where the content is missing, blank or broken JSON", () => {
    for (const content of [undefined, null, "{", "[]", 5, { richText: "x" }, { richText: [null, 5, {}] }]) {
      expect(parsed({ ...direct, msgtype: "richText", text: undefined, content }).text).toBe(
        "[unsupported: richText]",
      );
    }
    const silent = { ...direct, text: undefined, msgtype: "audio", content: { duration: 1 } };
    expect(parsed(silent).unsupported).toBe(true);
  });

  it("shows a picture in a rich text also by its second code", () => {
    const content = { richText: [{ text: "a" }, { type: "picture", pictureDownloadCode: "p" }] };
    expect(parsed({ ...direct, msgtype: "richText", content }).text).toBe("a[picture]");
  });
});

describe("keys", () => {
  it("tell robots and conversations apart", () => {
    expect(eventKey("r1", "m")).not.toBe(eventKey("r2", "m"));
    expect(laneKey({ kind: "group", id: "cidA" })).not.toBe(laneKey({ kind: "group", id: "cida" }));
    expect(laneKey({ kind: "group", id: "x" })).not.toBe(laneKey({ kind: "direct", id: "x" }));
  });
});

describe("any input", () => {
  it("is parsed or refused, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (data) => {
        expect(["message", "push-quota-gone", "refused"]).toContain(parseMessage(data, "r").kind);
      }),
    );
    const odd = fc.dictionary(fc.constantFrom(...Object.keys(group), "content", "errorCode"), fc.jsonValue());
    fc.assert(
      fc.property(odd, (fields) => {
        expect(["message", "push-quota-gone", "refused"]).toContain(parse({ ...group, ...fields }).kind);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps a text as it was written, but for blanks at its ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (content) => {
        expect(parsed({ ...direct, text: { content } }).text).toBe(content.trim());
      }),
    );
  });
});
