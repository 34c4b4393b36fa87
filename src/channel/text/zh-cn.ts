/**
 * 所有会被人读到的句子（中文）。This table is the reference: `en.ts` must have the same keys and parameters.
 * Short, polite, and with what to do next. Chat sentences may use DingTalk Markdown; log lines are plain.
 */
export const zhCN = {
  // 会话中的提示
  longTaskNotice: "正在处理，请稍候，完成后会把结果发给您。",
  emptyAnswer: "（本次没有可回复的内容）",
  cardThinking: "正在思考…",
  /** 贴在用户消息上的表情。 */
  thinkingReaction: "🤔思考中",
  cardInterrupted: "（已中断：网关重启，请重新提问）",
  cardSeeBelow: "见下方消息",
  cardFailed: "（处理失败，请稍后重试）",

  // 收到的附件与引用（前两句发给本人，其余写进交给模型的文字）
  mediaTooBig: (p: { name: string; limit: string }) => `“${p.name}”超过 ${p.limit} 的上限，未接收。`,
  mediaMissed: (p: { name: string }) => `“${p.name}”没有收到，请重新发送。`,
  mediaKindImage: "图片",
  mediaKindAudio: "语音",
  mediaKindVideo: "视频",
  mediaKindFile: "文件",
  bodyAttachment: (p: { kind: string; name: string }) => `[${p.kind}：${p.name}]`,
  bodyTooBig: (p: { name: string; limit: string }) => `[未收到：${p.name}，超过 ${p.limit} 的上限]`,
  bodyMissed: (p: { name: string }) => `[未收到：${p.name}，下载失败]`,
  bodyQuote: (p: { who: string; text: string }) => `[引用 ${p.who}：${p.text}]`,
  bodyQuoteOwn: "你之前的消息",
  bodyQuoteOther: "一条消息",
  bodyQuoteUnknown: "（内容未提供）",

  // 机器人发出的文件（前几句发给本人，其余写进日志和回执）
  sendMediaNotAllowed: (p: { name: string }) => `“${p.name}”未能发送：机器人无权发送该位置的文件。`,
  sendMediaNotFound: (p: { name: string }) => `“${p.name}”未能发送：文件不存在。`,
  sendMediaBlocked: (p: { name: string }) => `“${p.name}”未能发送：链接指向内网地址。`,
  sendMediaTooLarge: (p: { name: string; limit: string }) => `“${p.name}”未能发送：超过 ${p.limit} 的上限。`,
  sendMediaUnreachable: (p: { name: string }) => `“${p.name}”未能发送：下载失败。`,
  sendMediaNoTarget: (p: { name: string }) => `“${p.name}”未能发送：只能给企业外的联系人发文字。`,
  sendMediaFailed: (p: { name: string }) => `“${p.name}”未能发送：钉钉没有接收。`,
  mediaSentAsFile: (p: { name: string; why: string }) => `“${p.name}”以文件形式发送：${p.why}`,
  asFileNoFfmpeg: "本机没有安装 ffmpeg，而钉钉的这类消息需要用它转换。",
  asFileNotConverted: "格式转换失败。",
  asFileVoiceTooLarge: "钉钉的语音消息不能超过 2 MB。",
  asFileVideoFormat: "钉钉只能播放 MP4 视频。",
  asFileNoLength: "无法读出时长。",

  // 访问控制
  pairingLine: (p: { staffId: string }) => `您的 staffId：${p.staffId}`,

  // 日志与状态
  cardFallback: (p: { scope: string; applyUrl: string }) =>
    `AI 卡片不可用：应用缺少权限 ${p.scope}，已改发普通消息。申请权限：${p.applyUrl}`,
  cardFallbackOther: (p: { reason: string }) => `AI 卡片不可用（${p.reason}），已改发普通消息。`,
  pushQuotaGone:
    "本月的钉钉推送额度已用完：收到的消息不带内容，无法回答。额度下月 1 日恢复，也可在开放平台购买。",
  badCredentials:
    "Client ID 或 Client Secret 不正确。请在钉钉开放平台的应用详情页核对，并确认应用版本已发布。",

  duplicateClientId: (p: { accountId: string; duplicateOf: string }) =>
    `账号“${p.accountId}”与“${p.duplicateOf}”使用同一个 clientId，未启动。`,

  // 命令
  chinaDescription: "查看和维护钉钉渠道",
  deadLettersDescription: "处理失败且不再重试的消息",
  deadLettersListDescription: "列出这些消息",
  deadLettersShowDescription: "查看一条消息（隐去密钥）",
  deadLettersRetryDescription: "重新处理一条消息",
  deadLettersDropDescription: "丢弃一条消息",
  accountOption: "只看一个账号",
  jsonOption: "以 JSON 输出",
  deadLettersNone: "没有处理失败的消息。",
  deadLetterUnknown: (p: { id: string }) =>
    `没有编号为 ${p.id} 的失败消息。查看：openclaw china dead-letters list`,
  deadLetterRetried: (p: { id: string }) => `已把 ${p.id} 放回队列，网关会重新处理。`,
  deadLetterNotRetried: (p: { id: string }) => `${p.id} 无法重新处理：内容已不存在或已在处理中。`,
  deadLetterDropped: (p: { id: string }) => `已丢弃 ${p.id}。`,

  // 配置检查
  configUnknown: (p: { path: string; found: string; hint: string }) =>
    `${p.path} 不是本渠道的配置项（当前值 ${p.found}）。${p.hint}`,
  configOutdated: (p: { path: string; found: string; hint: string }) =>
    `${p.path} 是其他插件或旧版本的配置项（当前值 ${p.found}），已不起作用。${p.hint}`,
  configWrongType: (p: { path: string; found: string; wanted: string; hint: string }) =>
    `${p.path} 的值是 ${p.found}，应为：${p.wanted}。${p.hint}`,
  configConflict: (p: { path: string; found: string; hint: string }) =>
    `${p.path}（当前值 ${p.found}）：${p.hint}`,
};

/** Widens literal strings so that another language may differ. */
type Widened<Table> = { [Key in keyof Table]: Table[Key] extends string ? string : Table[Key] };

/** All sentences of one language. */
export type Text = Readonly<Widened<typeof zhCN>>;
