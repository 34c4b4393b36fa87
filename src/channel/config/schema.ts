/**
 * Every key under `channels.dingtalk`: type, default, limit, label, help and the words for a wrong value.
 * The only place where a key is written down; JSON schema, form hints, the manifest, the reference page and
 * the issue reports are derived from these tables. Unknown keys are allowed here and reported by `issues.ts`.
 */
import { z } from "zod";
import { approvalKeys } from "./approval-keys.ts";
import { cardKeys } from "./card-keys.ts";
import { groupKeys } from "./group-keys.ts";
import { hostKeys } from "./host-keys.ts";
import { defaulted, group, key, shapeOf, type SettingsOf } from "./key-spec.ts";
import { quotaKeys } from "./quota-keys.ts";
import { secretInputSchema } from "./secret-input.ts";

const DAY_MS = 86_400_000;
const idList = z.array(z.union([z.string(), z.number()]));
const httpUrl = z.string().regex(/^https?:\/\/\S+$/);
const wantedBoolean = { en: "true or false", zh: "true 或 false" };
const wantedIds = { en: 'a list of ids such as ["user123"]', zh: '由 ID 组成的列表，例如 ["user123"]' };
const wantedUrl = { en: "an http(s) URL", zh: "http(s) 网址" };

const credentialKeys = {
  clientId: key(z.string(), {
    origin: "manual",
    label: { en: "Client ID (AppKey)", zh: "Client ID（AppKey）" },
    help: {
      en: "The application's AppKey, from its details page on the DingTalk Open Platform. The environment variable DINGTALK_CLIENT_ID is used for the default account when unset.",
      zh: "应用的 AppKey，见钉钉开放平台的应用详情页。未填写时，默认账号使用环境变量 DINGTALK_CLIENT_ID。",
    },
    wanted: { en: "a text", zh: "文本" },
    placeholder: "dingxxxxxx",
  }),
  clientSecret: key(secretInputSchema, {
    origin: "manual",
    label: { en: "Client Secret (AppSecret)", zh: "Client Secret（AppSecret）" },
    help: {
      en: "The application's AppSecret, as text or as a secret reference. The environment variable DINGTALK_CLIENT_SECRET is used for the default account when unset.",
      zh: "应用的 AppSecret，可填文本或密钥引用（secret reference）。未填写时，默认账号使用环境变量 DINGTALK_CLIENT_SECRET。",
    },
    wanted: {
      en: 'a text, or a secret reference such as {"source":"env","provider":"default","id":"DINGTALK_CLIENT_SECRET"}',
      zh: '文本，或密钥引用，例如 {"source":"env","provider":"default","id":"DINGTALK_CLIENT_SECRET"}',
    },
    sensitive: true,
    placeholder: "your-app-secret",
  }),
};

const accessKeys = {
  dmPolicy: defaulted(z.enum(["open", "pairing", "allowlist", "disabled"]), "open", {
    origin: "manual",
    label: { en: "Direct messages", zh: "私聊策略" },
    help: {
      en: "Who may write to the bot directly: open (everyone), pairing (after approval of a code), allowlist (only allowFrom), disabled (nobody).",
      zh: "谁可以私聊机器人：open（所有人）、pairing（配对码审批后）、allowlist（仅 allowFrom 名单）、disabled（关闭私聊）。",
    },
    wanted: { en: "open, pairing, allowlist or disabled", zh: "open、pairing、allowlist 或 disabled" },
  }),
  groupPolicy: defaulted(z.enum(["open", "allowlist", "disabled"]), "open", {
    origin: "manual",
    label: { en: "Groups", zh: "群聊策略" },
    help: {
      en: "In which groups the bot answers: open (every group it is in), allowlist (only listed ones), disabled (none).",
      zh: "机器人在哪些群里回复：open（所在的所有群）、allowlist（仅名单内）、disabled（不回复群消息）。",
    },
    wanted: { en: "open, allowlist or disabled", zh: "open、allowlist 或 disabled" },
  }),
  allowFrom: defaulted(idList, [], {
    origin: "ours",
    label: { en: "Allowed people", zh: "私聊白名单" },
    help: {
      en: 'staffIds that may write directly; "*" stands for everyone. Under dmPolicy open an empty list means everyone.',
      zh: "允许私聊的 staffId 列表，“*”表示所有人。dmPolicy 为 open 时，空列表即所有人。",
    },
    wanted: wantedIds,
  }),
  groupAllowFrom: defaulted(idList, [], {
    origin: "ours",
    label: { en: "Allowed in groups", zh: "群聊白名单" },
    help: {
      en: 'staffIds of people who may use the bot in groups, and conversation ids (cid…) of groups that groupPolicy allowlist lets in. Without staffIds, everyone in those groups may; "*" stands for everyone.',
      zh: "可在群里使用机器人的人员 staffId，以及 groupPolicy 为 allowlist 时允许的群会话 ID（cid…）。不写 staffId 时，这些群里的所有人都可使用；“*”表示所有人。",
    },
    wanted: wantedIds,
  }),
  requireMention: defaulted(z.boolean(), true, {
    origin: "ours",
    label: { en: "Answer only when mentioned", zh: "仅在被 @ 时回复" },
    help: {
      en: "In groups the bot answers only messages that mention it.",
      zh: "在群里，机器人只回复 @ 它的消息。",
    },
    wanted: wantedBoolean,
  }),
};

const replyKeys = {
  longTaskNoticeDelayMs: defaulted(z.number().min(0).max(DAY_MS), 30_000, {
    origin: "manual",
    label: { en: "Long-task notice after (ms)", zh: "长任务提示延迟（毫秒）" },
    help: {
      en: "In ordinary (non-streaming) message mode a notice goes out by itself when the first formal reply takes longer than this; 0 turns it off.",
      zh: "在普通（非流式）消息模式下，首条正式回复超过该时长时自动发送一条提示；0 表示关闭。",
    },
    wanted: {
      en: "a number of milliseconds from 0 to 86400000 (0 = off)",
      zh: "0 到 86400000 之间的毫秒数（0 表示关闭）",
    },
    placeholder: "30000",
  }),
  enableAICard: defaulted(z.boolean(), true, {
    origin: "manual",
    label: { en: "AI Card streaming", zh: "AI 卡片流式回复" },
    help: {
      en: "Answers stream into an AI Card. Needs the permissions Card.Instance.Write and Card.Streaming.Write; without them ordinary messages are sent.",
      zh: "用 AI 卡片流式展示回复。需要 Card.Instance.Write 与 Card.Streaming.Write 权限；没有权限时自动改发普通消息。",
    },
    wanted: wantedBoolean,
  }),
  thinkingReaction: defaulted(z.boolean(), false, {
    origin: "ours",
    label: { en: "Thinking reaction", zh: "思考中表情" },
    help: {
      en: "Puts a “thinking” reaction on a message while it is being answered, and takes it off afterwards. Costs two API calls a message.",
      zh: "处理消息期间给它贴上“思考中”表情，处理完后撤回。每条消息多用两次 API 调用。",
    },
    wanted: wantedBoolean,
  }),
  language: key(z.enum(["zh-CN", "en"]), {
    origin: "ours",
    label: { en: "Language of the bot's own sentences", zh: "机器人提示语的语言" },
    help: {
      en: "Language of notices, refusals and errors. Chosen from the system's locale when unset.",
      zh: "提示、拒绝与报错等语句的语言。未填写时按系统语言选择。",
    },
    wanted: { en: "zh-CN or en", zh: "zh-CN 或 en" },
    defaultText: { en: "by locale, else zh-CN", zh: "按系统语言，否则 zh-CN" },
  }),
};

const mediaKeys = {
  maxFileSizeMB: defaulted(z.number().gt(0), 100, {
    origin: "manual",
    label: { en: "Largest media file (MB)", zh: "媒体文件大小上限（MB）" },
    help: { en: "Limit for media files, in megabytes.", zh: "媒体文件的大小上限，单位 MB。" },
    wanted: { en: "a number of megabytes above 0", zh: "大于 0 的数字（MB）" },
    placeholder: "100",
  }),
  inboundMedia: group(
    {
      dir: key(z.string().min(1), {
        origin: "manual",
        label: { en: "Folder of received files", zh: "入站媒体目录" },
        help: {
          en: "Root of the inbound archive. Files are kept in dated folders below it; ~ is the home folder.",
          zh: "入站媒体归档的根目录，文件按日期存放在其下；~ 表示用户主目录。",
        },
        wanted: { en: "a folder path", zh: "目录路径" },
        placeholder: "~/.openclaw/media/dingtalk/inbound",
        defaultText: {
          en: "~/.openclaw/media/dingtalk/inbound",
          zh: "~/.openclaw/media/dingtalk/inbound",
        },
      }),
      keepDays: defaulted(z.number().min(0), 7, {
        origin: "manual",
        label: { en: "Days to keep received files", zh: "入站媒体保留天数" },
        help: {
          en: "Days that inbound media are kept; 0 keeps them forever.",
          zh: "入站媒体的保留天数；0 表示永久保留。",
        },
        wanted: { en: "a number of days, 0 or more (0 = forever)", zh: "不小于 0 的天数（0 表示永久）" },
        placeholder: "7",
      }),
    },
    {
      label: { en: "Received files", zh: "入站媒体" },
      help: { en: "Where received files are kept, and for how long.", zh: "入站媒体的存放位置与保留时间。" },
    },
  ),
};

const networkKeys = {
  endpoints: group(
    {
      api: key(httpUrl, {
        origin: "ours",
        label: { en: "New API host", zh: "新版 API 地址" },
        help: {
          en: "Base URL of DingTalk's new API, for a private deployment or the emulator.",
          zh: "钉钉新版 API 的地址，用于专属部署或本地模拟器。",
        },
        wanted: wantedUrl,
        defaultText: { en: "DingTalk's own", zh: "钉钉官方地址" },
      }),
      oapi: key(httpUrl, {
        origin: "ours",
        label: { en: "Old API host", zh: "旧版 API 地址" },
        help: {
          en: "Base URL of DingTalk's old API, for a private deployment or the emulator.",
          zh: "钉钉旧版 API 的地址，用于专属部署或本地模拟器。",
        },
        wanted: wantedUrl,
        defaultText: { en: "DingTalk's own", zh: "钉钉官方地址" },
      }),
    },
    {
      label: { en: "API hosts", zh: "API 地址" },
      help: { en: "Leave empty for DingTalk itself.", zh: "留空即使用钉钉官方地址。" },
      advanced: true,
    },
  ),
  network: group(
    {
      allowPrivate: defaulted(z.boolean(), false, {
        origin: "ours",
        label: { en: "Allow private addresses", zh: "允许内网地址" },
        help: {
          en: "Downloads may go to loopback and private addresses. Needed for the emulator and private deployments only.",
          zh: "允许从本机或内网地址下载文件，仅在使用模拟器或专属部署时需要。",
        },
        wanted: wantedBoolean,
      }),
    },
    {
      label: { en: "Network", zh: "网络" },
      help: { en: "What the channel may connect to.", zh: "渠道可以访问的网络范围。" },
      advanced: true,
    },
  ),
};

/** Keys that stand at the top level and in an account alike. */
export const accountKeys = {
  enabled: defaulted(z.boolean(), true, {
    origin: "manual",
    label: { en: "Enabled", zh: "启用" },
    help: { en: "Channel (or account) on or off.", zh: "启用或停用渠道（或账号）。" },
    wanted: wantedBoolean,
  }),
  name: key(z.string(), {
    origin: "manual",
    label: { en: "Name", zh: "名称" },
    help: { en: "Name of the account for people.", zh: "账号的显示名称。" },
    wanted: { en: "a text", zh: "文本" },
  }),
  ...credentialKeys,
  ...accessKeys,
  ...groupKeys,
  ...replyKeys,
  ...quotaKeys,
  ...cardKeys,
  ...approvalKeys,
  ...mediaKeys,
  ...networkKeys,
  ...hostKeys,
};

/** Keys that stand at the top level only. `accounts` is not in the table: it is made of the table. */
export const rootOnlyKeys = {
  defaultAccount: key(z.string(), {
    origin: "manual",
    label: { en: "Default account", zh: "默认账号" },
    help: {
      en: "The account used where none is named.",
      zh: "未指定账号时使用的账号。",
    },
    wanted: { en: "the id of an account", zh: "账号 ID" },
    defaultText: { en: '"default", else the first account', zh: "“default”，否则为排序后的第一个账号" },
  }),
};

/** One account, or the shared part of the top level. */
export const accountSchema = z.looseObject(shapeOf(accountKeys));
/** The whole of `channels.dingtalk`. Nothing is required and unknown keys pass. */
export const channelSchema = accountSchema.extend({
  ...shapeOf(rootOnlyKeys),
  accounts: z.record(z.string(), accountSchema).optional(),
});

export type AccountConfig = z.input<typeof accountSchema>;
export type ChannelConfig = z.input<typeof channelSchema>;
export type DmPolicy = z.output<(typeof accountKeys)["dmPolicy"]["schema"]>;
export type GroupPolicy = z.output<(typeof accountKeys)["groupPolicy"]["schema"]>;
export type ConfiguredLanguage = z.output<(typeof accountKeys)["language"]["schema"]>;
export type CardSettings = SettingsOf<typeof cardKeys.card.keys>;
export type QuotaSettings = SettingsOf<typeof quotaKeys.quota.keys>;
