/**
 * Keys about groups: those of one entry of `groups`, and those that stand beside it for all groups. Part of the one
 * schema (`schema.ts` puts it together); what they mean for a message is decided in `channel/access`.
 */
import { z } from "zod";
import { defaulted, entries, key, type Bilingual } from "./key-spec.ts";

const idList = z.array(z.union([z.string(), z.number()]));
const textList = z.array(z.string());
const wantedBoolean: Bilingual = { en: "true or false", zh: "true 或 false" };

/** As OpenClaw's `tools` of an agent: names of tools, or of groups of tools such as `group:fs`. */
const toolPolicy = z.looseObject({
  allow: textList.optional(),
  alsoAllow: textList.optional(),
  deny: textList.optional(),
});
const wantedTools: Bilingual = {
  en: 'an object with allow, alsoAllow and deny, each a list such as ["read", "group:fs"]',
  zh: '对象，可含 allow、alsoAllow、deny，各为列表，例如 ["read", "group:fs"]',
};

const sessionScope = z.enum(["group", "group_sender"]);
const wantedScope: Bilingual = { en: "group or group_sender", zh: "group 或 group_sender" };
const MAX_MERGE_WINDOW_MS = 10_000;
const mergeWindow = z.number().min(0).max(MAX_MERGE_WINDOW_MS);
const wantedWindow: Bilingual = {
  en: "a number of milliseconds from 0 to 10000 (0 = off)",
  zh: "0 到 10000 之间的毫秒数（0 表示关闭）",
};

/** One entry of `groups`: what is unset follows the entry "*", then the key of the account, then its default. */
const groupEntryKeys = {
  enabled: key(z.boolean(), {
    origin: "ours",
    label: { en: "Answer in this group", zh: "在该群回复" },
    help: {
      en: "false: the bot is silent in this group, under every policy.",
      zh: "设为 false 时，无论群聊策略如何，机器人在该群都不回复。",
    },
    wanted: wantedBoolean,
    defaultText: { en: "true", zh: "true" },
    whenUnset: { value: true },
  }),
  requireMention: key(z.boolean(), {
    origin: "ours",
    label: { en: "Answer only when mentioned", zh: "仅在被 @ 时回复" },
    help: {
      en: "As requireMention, for this group. A mention of everyone does not count.",
      zh: "同 requireMention，仅对该群生效。@所有人 不算。",
    },
    wanted: wantedBoolean,
    defaultText: { en: "requireMention", zh: "同 requireMention" },
    whenUnset: { key: "requireMention" },
  }),
  allowFrom: key(idList, {
    origin: "ours",
    label: { en: "Allowed people", zh: "可使用的人" },
    help: {
      en: 'staffIds that may use the bot in this group, instead of those in groupAllowFrom; "*" stands for everyone.',
      zh: "可在该群使用机器人的 staffId，代替 groupAllowFrom 中的人员；“*”表示所有人。",
    },
    wanted: { en: 'a list of ids such as ["user123"]', zh: '由 ID 组成的列表，例如 ["user123"]' },
    defaultText: { en: "groupAllowFrom", zh: "同 groupAllowFrom" },
    whenUnset: { key: "groupAllowFrom" },
  }),
  systemPrompt: key(z.string(), {
    origin: "ours",
    label: { en: "Prompt", zh: "提示词" },
    help: {
      en: "Added to the agent's system prompt for messages from this group.",
      zh: "处理该群消息时，附加到智能体系统提示词中的内容。",
    },
    wanted: { en: "a text", zh: "文本" },
    multiline: true,
  }),
  tools: key(toolPolicy, {
    origin: "ours",
    label: { en: "Tools", zh: "工具权限" },
    help: {
      en: "Which tools the agent may use for messages from this group; it can only narrow what the agent has.",
      zh: "处理该群消息时允许使用的工具，只能在智能体原有工具的范围内收窄。",
    },
    wanted: wantedTools,
    advanced: true,
  }),
  toolsBySender: key(z.record(z.string(), toolPolicy), {
    origin: "ours",
    label: { en: "Tools by person", zh: "按人设置工具权限" },
    help: {
      en: 'As tools, for single people: keys are id:<staffId>, or "*" for the others. Wins over tools.',
      zh: "同 tools，按人设置：键为 id:<staffId>，“*”表示其他人，优先于 tools。",
    },
    wanted: {
      en: 'an object such as {"id:user123": {"deny": ["exec"]}}',
      zh: '对象，例如 {"id:user123": {"deny": ["exec"]}}',
    },
    advanced: true,
  }),
  skills: key(textList, {
    origin: "ours",
    label: { en: "Skills", zh: "技能" },
    help: {
      en: "The only skills the agent may use for messages from this group.",
      zh: "处理该群消息时只允许使用这些技能。",
    },
    wanted: { en: "a list of texts", zh: "文本列表" },
  }),
  enableAICard: key(z.boolean(), {
    origin: "ours",
    label: { en: "AI Card streaming", zh: "AI 卡片流式回复" },
    help: { en: "As enableAICard, for this group.", zh: "同 enableAICard，仅对该群生效。" },
    wanted: wantedBoolean,
    defaultText: { en: "enableAICard", zh: "同 enableAICard" },
    whenUnset: { key: "enableAICard" },
  }),
  groupSessionScope: key(sessionScope, {
    origin: "ours",
    label: { en: "Sessions", zh: "会话范围" },
    help: { en: "As groupSessionScope, for this group.", zh: "同 groupSessionScope，仅对该群生效。" },
    wanted: wantedScope,
    defaultText: { en: "groupSessionScope", zh: "同 groupSessionScope" },
    whenUnset: { key: "groupSessionScope" },
  }),
  mergeWindowMs: key(mergeWindow, {
    origin: "ours",
    label: { en: "Merge quick lines (ms)", zh: "连发消息合并（毫秒）" },
    help: {
      en: "As mergeWindowMs, for this group. Off unless set here: the key of the account does not count in groups.",
      zh: "同 mergeWindowMs，仅对该群生效。只有在这里设置才会启用，账号上的 mergeWindowMs 对群不起作用。",
    },
    wanted: wantedWindow,
    defaultText: { en: "0", zh: "0" },
    whenUnset: { value: 0 },
  }),
};

export const groupKeys = {
  groups: entries(groupEntryKeys, {
    label: { en: "Single groups", zh: "单个群的设置" },
    help: {
      en: 'Settings for single groups by conversation id (cid…); the entry "*" holds for all groups, field by field.',
      zh: "按群会话 ID（cid…）设置；“*”条目对所有群生效，按字段继承。",
    },
    wanted: { en: "an object with one entry per group conversation id", zh: "以群会话 ID 为键的对象" },
  }),
  groupSessionScope: defaulted(sessionScope, "group", {
    origin: "ours",
    label: { en: "Sessions in groups", zh: "群聊会话范围" },
    help: {
      en: "group: all people of a group share one session. group_sender: each person in a group has a session of their own.",
      zh: "group：群内所有人共用一个会话；group_sender：群内每个人各有一个会话。",
    },
    wanted: wantedScope,
  }),
  mergeWindowMs: key(mergeWindow, {
    origin: "ours",
    label: { en: "Merge quick lines (ms)", zh: "连发消息合并（毫秒）" },
    help: {
      en: "In direct messages, what a person sends without a pause of this length becomes one turn. Every answer begins that much later. In groups set it per group.",
      zh: "私聊中，相邻间隔小于该时长的多条消息合并为一次处理；每次回复也会相应推迟。群聊需在 groups 中单独设置。",
    },
    wanted: wantedWindow,
    defaultText: {
      en: "`messages.inbound` of OpenClaw, else 0 (off)",
      zh: "OpenClaw 的 `messages.inbound`，否则为 0（关闭）",
    },
  }),
};

const groupEntry = groupKeys.groups.keys;
/** One entry of `groups` as written, valid fields only. */
export type GroupEntry = {
  readonly [Name in keyof typeof groupEntry]?: z.output<(typeof groupEntry)[Name]["schema"]>;
};
export type GroupSessionScope = z.output<typeof sessionScope>;
