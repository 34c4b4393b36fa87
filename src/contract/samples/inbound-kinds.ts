/**
 * Bot messages of the kinds and variants that `robot-messages.ts` does not have: forwards, shared documents, quotes
 * of every kind. Real shapes, every id, name and secret replaced.
 */
import { robotMessageSample, type RobotMessageSample } from "./robot-messages.ts";

const { text: _direct, ...direct } = robotMessageSample("a text in a direct chat");
const { text: _group, ...group } = robotMessageSample(
  "a text in a group, where the cut mention leaves a blank",
);
const BOT = direct["chatbotUserId"];
const PERSON = direct["senderId"];

const SOIMY = "soimy/openclaw-channel-dingtalk src/message-utils.ts";
const QUOTED_REF = "soimy/openclaw-channel-dingtalk src/messaging/quoted-ref.ts";
const WORKSPACE = "dingtalk-workspace internal/helpers/connect_media.go";

const quoting = (repliedMsg: Record<string, unknown>) => ({
  ...direct,
  msgtype: "text",
  originalMsgId: "msgSAMPLE1111111111==",
  text: { content: "what is this?", isReplyMsg: true, repliedMsg },
});

export const INBOUND_KIND_SAMPLES: readonly RobotMessageSample[] = [
  {
    name: "a rich text with two pictures and a file",
    source: `${SOIMY} (typed runs carry downloadCode and fileName)`,
    data: {
      ...direct,
      msgtype: "richText",
      content: {
        richText: [
          { text: "first " },
          { type: "picture", downloadCode: "dc1", pictureDownloadCode: "pdc1" },
          { text: " second " },
          { type: "picture", pictureDownloadCode: "pdc2" },
          { type: "file", downloadCode: "dc3", fileName: "a.pdf" },
        ],
      },
    },
  },
  {
    name: "a file sent through the API, without a code",
    source: `${WORKSPACE} (dentryId, spaceId, fileType, fileSize, filePath)`,
    data: {
      ...direct,
      msgtype: "file",
      content: { dentryId: "1", spaceId: "2", fileType: "pdf", fileSize: "9", fileName: "合同.pdf" },
    },
  },
  {
    name: "a shared document of the drive",
    source: `${SOIMY} (biz_custom_action_url)`,
    data: {
      ...direct,
      msgtype: "interactiveCard",
      content: {
        title: "项目计划",
        biz_custom_action_url: "https://drive.invalid/open?spaceId=1&fileId=2&type=file",
      },
    },
  },
  {
    name: "an action card",
    source: SOIMY,
    data: {
      ...direct,
      msgtype: "actionCard",
      content: {
        title: "审批",
        text: "请处理",
        actionUrlItemList: [{ actionUrl: "https://act.invalid/1" }],
      },
    },
  },
  {
    name: "a forwarded record of the other form, with senders",
    source: `${SOIMY} (contents, records, messages)`,
    data: {
      ...group,
      msgtype: "chatRecord",
      content: {
        title: "群聊记录",
        records: [
          { msgType: "text", senderNick: "李娜", content: "看这个" },
          { msgType: "picture", senderNick: "李娜", content: { downloadCode: "dc1" } },
          { msgType: "richText", content: { richText: [{ text: "a" }, { downloadCode: "dc2" }] } },
          { msgType: "chatRecord", content: { title: "inner", messages: [{ text: "deep" }] } },
          { msgType: "unknownMsgType" },
        ],
      },
    },
  },
  {
    name: "a forwarded record with nothing but a summary",
    source: QUOTED_REF,
    data: { ...direct, msgtype: "chatRecord", content: { title: "聊天记录", summary: "李娜: 好的" } },
  },
  {
    name: "a text that quotes a picture",
    source: QUOTED_REF,
    data: quoting({ msgType: "picture", msgId: "m1", senderId: PERSON, content: { downloadCode: "dc1" } }),
  },
  {
    name: "a text that quotes a file",
    source: QUOTED_REF,
    data: quoting({
      msgType: "file",
      msgId: "m1",
      senderId: "$:LWCP_v1:$someone0",
      content: { downloadCode: "dc1", fileName: "报价单.xlsx" },
    }),
  },
  {
    name: "a text that quotes a rich text",
    source: QUOTED_REF,
    data: quoting({
      msgType: "richText",
      msgId: "m1",
      content: {
        richText: [
          { msgType: "text", content: "see " },
          { msgType: "picture", downloadCode: "dc1" },
        ],
      },
    }),
  },
  {
    name: "a text that quotes the bot's own card",
    source: `${QUOTED_REF}; the body of a card does not come along`,
    data: {
      ...quoting({
        msgType: "interactiveCard",
        msgId: "m1",
        senderId: BOT,
        content: { text: "[interactive card message]" },
      }),
      originalProcessQueryKey: "carrier1",
    },
  },
  {
    name: "a text that quotes, where only the ids come",
    source: "dingtalk-openclaw-connector message-handler.ts",
    data: { ...direct, msgtype: "text", originalMsgId: "m1", text: { content: "and?", isReplyMsg: true } },
  },
  {
    name: "a rich text that quotes a file of a group, which comes without a code",
    source: "soimy/openclaw-channel-dingtalk src/messaging/quoted-file-service.ts",
    data: {
      ...group,
      msgtype: "richText",
      content: {
        richText: [{ text: "read it" }],
        isReplyMsg: true,
        repliedMsg: { msgType: "unknownMsgType", msgId: "m1", content: { unknownMsgType: "file" } },
      },
    },
  },
  {
    name: "a text that quotes a text that quotes a text",
    source: QUOTED_REF,
    data: quoting({
      msgType: "text",
      msgId: "m2",
      senderId: PERSON,
      content: {
        text: "second",
        repliedMsg: { msgType: "text", msgId: "m1", senderId: BOT, content: { text: "first" } },
      },
    }),
  },
];

/** The data of a sample by its name; throws for a name that is none. */
export function inboundKindSample(name: string): Readonly<Record<string, unknown>> {
  const sample = INBOUND_KIND_SAMPLES.find((candidate) => candidate.name === name);
  if (!sample) throw new Error(`there is no sample "${name}"`);
  return sample.data;
}
