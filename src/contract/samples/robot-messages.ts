/**
 * Bot messages as they come on the wire: real shapes, every id, name and secret replaced.
 * `source` names where the shape was seen: the official document, an open thread, or another project's code.
 */
export interface RobotMessageSample {
  readonly name: string;
  readonly source: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The robot's own opaque id in these samples. */
const BOT = "$:LWCP_v1:$robot0000";
const PERSON = "$:LWCP_v1:$person000";

const envelope = {
  conversationId: "cidSAMPLE0000000000==",
  conversationType: "1",
  chatbotCorpId: "ding0000000000000000",
  chatbotUserId: BOT,
  robotCode: "dingsample0000000000",
  msgId: "msgSAMPLE0000000000==",
  createAt: 1769851697611,
  senderId: PERSON,
  senderStaffId: "manager807",
  senderUnionId: "unionSAMPLE000000000",
  senderNick: "陈思远",
  senderCorpId: "ding0000000000000000",
  senderPlatform: "Win",
  isAdmin: true,
  sessionWebhook: "https://session.invalid/robot/sendBySession?session=0000",
  sessionWebhookExpiredTime: 1769857097744,
};
const group = {
  ...envelope,
  conversationType: "2",
  conversationTitle: "产品讨论群",
  openThreadId: "cidSAMPLE0000000000==",
  isInAtList: true,
  atUsers: [{ dingtalkId: BOT }],
};
const { senderStaffId: _, ...outsider } = envelope;
const DOCUMENT = "DingTalk document «消息发送与接收类型»";

export const ROBOT_MESSAGE_SAMPLES: readonly RobotMessageSample[] = [
  {
    name: "a text in a direct chat",
    source: `${DOCUMENT}; field set of dingtalk-openclaw-connector issue 26`,
    data: { ...envelope, msgtype: "text", text: { content: "hello" } },
  },
  {
    name: "a text in a group, where the cut mention leaves a blank",
    source: `${DOCUMENT}; dingtalk-openclaw-connector issue 26`,
    data: { ...group, msgtype: "text", text: { content: " hello" } },
  },
  {
    name: "a text whose createAt is a string",
    source: `${DOCUMENT} (its field table says String, the wire a number)`,
    data: { ...envelope, createAt: "1769851697611", msgtype: "text", text: { content: "hello" } },
  },
  {
    name: "a text from outside the organisation",
    source: `${DOCUMENT}; senderStaffId is absent`,
    data: { ...outsider, msgtype: "text", text: { content: "hello" } },
  },
  {
    name: "a text with an empty senderStaffId",
    source: "eryajf/chatgpt-dingtalk issue 63 (custom webhook robots)",
    data: { ...envelope, senderStaffId: "", msgtype: "text", text: { content: "hello" } },
  },
  {
    name: "a notice that the month's pushes are spent",
    source: `${DOCUMENT}; text and content are missing`,
    data: { ...envelope, msgtype: "text", errorCode: "20001", errorMessage: "推送次数已用完" },
  },
  {
    name: "a rich text with a picture and a mention",
    source:
      "soimy/openclaw-channel-dingtalk src/message-utils.ts; dingtalk-openclaw-connector message-handler.ts",
    data: {
      ...envelope,
      msgtype: "richText",
      content: {
        richText: [
          { text: "看图：" },
          { type: "picture", downloadCode: "dc0", pictureDownloadCode: "pdc0" },
          { type: "at", atName: "李娜", atUserId: "lina02" },
          { skillData: { skillId: "0" } },
        ],
      },
    },
  },
  {
    name: "a rich text of the older form",
    source: "soimy/openclaw-channel-dingtalk src/message-utils.ts (legacy richTextList)",
    data: { ...envelope, msgtype: "richText", content: { richTextList: [{ text: "old form" }] } },
  },
  {
    name: "a rich text whose content is JSON text",
    source: "dingtalk-openclaw-connector message-handler.ts (content is sometimes a JSON string)",
    data: { ...envelope, msgtype: "richText", content: '{"richText":[{"text":"in JSON"}]}' },
  },
  {
    name: "a voice message with its transcript",
    source: DOCUMENT,
    data: {
      ...envelope,
      msgtype: "audio",
      content: { duration: 4000, downloadCode: "dc0", recognition: "明天开会吗" },
    },
  },
  {
    name: "a picture",
    source: DOCUMENT,
    data: { ...envelope, msgtype: "picture", content: { downloadCode: "dc0", pictureDownloadCode: "pdc0" } },
  },
  {
    name: "a video",
    source: `${DOCUMENT}; a developerpedia sample has the duration as text`,
    data: {
      ...envelope,
      msgtype: "video",
      content: { duration: "5", videoType: "mp4", downloadCode: "dc0" },
    },
  },
  {
    name: "a file",
    source: DOCUMENT,
    data: { ...envelope, msgtype: "file", content: { downloadCode: "dc0", fileName: "报价单.xlsx" } },
  },
  {
    name: "a Markdown message",
    source: "dingtalk-workspace internal/helpers/connect_media.go",
    data: { ...group, msgtype: "markdown", content: { title: "t", text: "**hello**" } },
  },
  {
    name: "another bot's mention as an interactive card",
    source: "dingtalk-workspace internal/helpers/connect_media.go (captured live)",
    data: {
      ...group,
      msgtype: "interactiveCard",
      content: {
        cardContent: [{ elementType: "RICHTEXT", children: [{ elementType: "TEXT", value: "@bot" }] }],
      },
    },
  },
  {
    name: "a chat record whose entries are JSON text",
    source: "dingtalk-workspace connect_media_test.go",
    data: {
      ...envelope,
      msgtype: "chatRecord",
      content: {
        title: "聊天记录",
        summary: "两条",
        chatRecord: '[{"msgType":"picture","downloadCode":"dc0"},{"msgType":"unknownMsgType"}]',
      },
    },
  },
  {
    name: "a type that DingTalk itself does not know",
    source: "dingtalk-workspace connect_media.go (file quotes in groups land here)",
    data: { ...group, msgtype: "unknownMsgType", content: { unknownMsgType: "file" } },
  },
  {
    name: "a text that quotes another",
    source: "soimy/openclaw-channel-dingtalk src/messaging/quoted-ref.ts",
    data: {
      ...envelope,
      msgtype: "text",
      originalMsgId: "msgSAMPLE1111111111==",
      originalProcessQueryKey: "pqkSAMPLE",
      text: {
        content: "what is this?",
        isReplyMsg: true,
        repliedMsg: {
          msgType: "text",
          msgId: "msgSAMPLE1111111111==",
          senderId: PERSON,
          createdAt: 1700000000000,
          content: { text: "the quoted one" },
        },
      },
    },
  },
];

/** The data of a sample by its name; throws for a name that is none. */
export function robotMessageSample(name: string): Readonly<Record<string, unknown>> {
  const sample = ROBOT_MESSAGE_SAMPLES.find((candidate) => candidate.name === name);
  if (!sample) throw new Error(`there is no sample "${name}"`);
  return sample.data;
}
