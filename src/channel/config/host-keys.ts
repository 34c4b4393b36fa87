/**
 * Keys of a channel section that OpenClaw itself reads (delivery, history, health, mentions) or its tools write.
 * We accept them so that nothing the host offers is refused; their meaning is the host's
 * (`buildChannelAccountSchemaParts` of openclaw 2026.9.6). Objects stay open for keys of later hosts.
 */
import { z } from "zod";
import { key, type Bilingual, type KeySpec } from "./key-spec.ts";

const anObject: Bilingual = { en: "an object", zh: "对象" };
const aText: Bilingual = { en: "a text", zh: "文本" };
const count: Bilingual = { en: "a whole number, 0 or more", zh: "不小于 0 的整数" };

function hostKey<Schema extends z.ZodType>(
  schema: Schema,
  wanted: Bilingual,
  label: Bilingual,
  help: Bilingual,
): KeySpec<Schema> {
  return key(schema, { origin: "host", advanced: true, wanted, label, help });
}

export const hostKeys = {
  historyLimit: hostKey(
    z.number().int().min(0),
    count,
    { en: "History in groups", zh: "群聊历史条数" },
    { en: "Turns of history given to the model in groups.", zh: "群聊中提供给模型的历史轮数。" },
  ),
  dmHistoryLimit: hostKey(
    z.number().int().min(0),
    count,
    { en: "History in direct messages", zh: "私聊历史条数" },
    { en: "Turns of history given to the model in direct messages.", zh: "私聊中提供给模型的历史轮数。" },
  ),
  dms: hostKey(
    z.record(z.string(), z.looseObject({ historyLimit: z.number().int().min(0).optional() })),
    { en: "an object with one entry per staffId", zh: "以 staffId 为键的对象" },
    { en: "Single people", zh: "单个用户的设置" },
    { en: "historyLimit for single people, by staffId.", zh: "按 staffId 设置 historyLimit。" },
  ),
  textChunkLimit: hostKey(
    z.number().int().positive(),
    { en: "a whole number above 0", zh: "大于 0 的整数" },
    { en: "Longest message (characters)", zh: "单条消息最大字符数" },
    { en: "Longer answers are split into several messages.", zh: "更长的回复会拆成多条消息。" },
  ),
  markdown: hostKey(
    z.looseObject({ tables: z.enum(["off", "bullets", "code", "block"]).optional() }),
    anObject,
    { en: "Markdown", zh: "Markdown" },
    { en: "How Markdown tables are shown.", zh: "Markdown 表格的展示方式。" },
  ),
  streaming: hostKey(
    z.looseObject({
      mode: z.enum(["off", "partial", "block", "progress"]).optional(),
      preview: z.looseObject({ toolProgress: z.boolean().optional() }).optional(),
      progress: z
        .looseObject({
          toolProgress: z.boolean().optional(),
          label: z.union([z.string(), z.literal(false)]).optional(),
          maxLines: z.number().int().positive().optional(),
          maxLineChars: z.number().int().positive().optional(),
        })
        .optional(),
    }),
    anObject,
    { en: "Streaming", zh: "流式输出" },
    {
      en: "The host's settings for previews. Used here: mode (off: a card shows the first text and the final one only; progress: plan, thoughts and tools until the final text; partial and block: the text as it grows, and these below it), preview.toolProgress (false: tools are not named on the card), and of progress: toolProgress, label, maxLines, maxLineChars.",
      zh: "OpenClaw 的预览设置。本插件使用 mode（off：卡片只显示开头和最终内容；progress：最终内容出来之前只显示计划、思考和工具；partial 与 block：正文逐步显示，计划等显示在正文下方）、preview.toolProgress（false：卡片上不显示正在使用的工具），以及 progress 下的 toolProgress、label、maxLines、maxLineChars。",
    },
  ),
  replyToMode: hostKey(
    z.enum(["off", "first", "all", "batched"]),
    { en: "off, first, all or batched", zh: "off、first、all 或 batched" },
    { en: "Quote the question", zh: "引用原消息" },
    { en: "Whether answers quote the message they answer.", zh: "回复时是否引用原消息。" },
  ),
  responsePrefix: hostKey(
    z.string(),
    aText,
    { en: "Prefix of answers", zh: "回复前缀" },
    { en: "Text put before every answer.", zh: "加在每条回复前的文本。" },
  ),
  defaultTo: hostKey(
    z.string(),
    aText,
    { en: "Default target", zh: "默认发送目标" },
    { en: "Where messages go when no target is named.", zh: "未指定目标时消息的去向。" },
  ),
  mentionPatterns: hostKey(
    z.looseObject({}),
    anObject,
    { en: "Mention patterns", zh: "提及匹配" },
    { en: "Where the agent's mention patterns count.", zh: "智能体提及匹配规则的适用范围。" },
  ),
  contextVisibility: hostKey(
    z.enum(["all", "allowlist", "allowlist_quote"]),
    { en: "all, allowlist or allowlist_quote", zh: "all、allowlist 或 allowlist_quote" },
    { en: "Visible context", zh: "上下文可见范围" },
    { en: "Whose messages the agent sees as context.", zh: "智能体能看到谁的消息作为上下文。" },
  ),
  heartbeatVisibility: hostKey(
    z.looseObject({}),
    anObject,
    { en: "Heartbeat", zh: "心跳" },
    { en: "What of the heartbeat is shown in the chat.", zh: "心跳信息在会话中的展示。" },
  ),
  healthMonitor: hostKey(
    z.looseObject({ enabled: z.boolean().optional() }),
    anObject,
    { en: "Health monitor", zh: "健康监测" },
    { en: "Whether the gateway restarts an unhealthy channel.", zh: "网关是否自动重启异常的渠道。" },
  ),
  capabilities: hostKey(
    z.array(z.string()),
    { en: "a list of texts", zh: "文本列表" },
    { en: "Capabilities", zh: "能力" },
    { en: "Extra capabilities told to the agent.", zh: "告知智能体的额外能力。" },
  ),
  configWrites: hostKey(
    z.boolean(),
    { en: "true or false", zh: "true 或 false" },
    { en: "Configuration from the chat", zh: "允许会话内改配置" },
    {
      en: "Whether commands in the chat may change the configuration.",
      zh: "是否允许通过会话命令修改配置。",
    },
  ),
};
