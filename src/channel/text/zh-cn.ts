/**
 * 所有会被人读到的句子（中文）。This table is the reference: `en.ts` must have the same keys and parameters.
 * Short, polite, and with what to do next. Chat sentences may use DingTalk Markdown; log lines are plain.
 */
export const zhCN = {
  // 会话中的提示
  longTaskNotice: "正在处理，请稍候，完成后会把结果发给您。",
  emptyAnswer: "（本次没有可回复的内容）",
  messageQueued: "已收到，前面的消息处理完后回复您。",
  cardThinking: "正在思考…",
  cardInterrupted: "（已中断：网关重启，请重新提问）",
  cardTool: (p: { name: string }) => `> 🔧 正在使用 ${p.name}…`,
  cardTokens: (p: { count: string }) => `输出 ${p.count} 个 token`,
  cardSeconds: (p: { seconds: string }) => `${p.seconds} 秒`,
  cardStopped: "（已停止）",
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

  // 审批与提问
  promptExec: "需要您授权：执行命令",
  promptApproval: (p: { title: string }) => `需要您授权：${p.title}`,
  promptCommandAbove: "命令较长，全文见上一条消息。",
  promptFolder: (p: { cwd: string }) => `目录：\`${p.cwd}\``,
  promptAllowOnce: "允许一次",
  promptAllowAlways: "始终允许",
  promptDeny: "拒绝",
  promptWords: (p: { words: string }) => `按钮无效时，请直接回复：${p.words}`,
  promptOr: " 或 ",
  promptDecidedBy: (p: { choice: string; who: string }) => `${p.choice}（由${p.who}决定）`,
  promptExpired: "已过期，未执行",
  promptCancelled: "已取消，或已在别处处理",
  promptInterrupted: "已中断：网关重启，如仍需要会重新询问",
  promptNotYours: "这不由您决定：只有提问者本人或管理员指定的人员可以操作。",
  promptNotTaken: "网关没有接受这次操作，请稍后再试。",
  promptBusy: "正在处理，请稍候。",
  promptOver: (p: { outcome: string }) => `已经处理过了：${p.outcome}`,

  // 访问控制
  pairingLine: (p: { staffId: string }) => `您的 staffId：${p.staffId}`,

  // 日志与状态
  cardFallback: (p: { scope: string; applyUrl: string }) =>
    `AI 卡片不可用：应用缺少权限 ${p.scope}，已改发普通消息。申请权限：${p.applyUrl}`,
  cardFallbackOther: (p: { reason: string }) => `AI 卡片不可用（${p.reason}），已改发普通消息。`,
  cardTemplateRefused: (p: { templateId: string }) =>
    `卡片模板 ${p.templateId} 不存在或未发布，已改发普通消息。请在卡片平台发布该模板并授权给本应用，或删除 card.templateId。`,
  cardWrongKey: (p: { templateId: string; contentKey: string }) =>
    `卡片模板 ${p.templateId} 不接受对变量 ${p.contentKey} 的流式更新。请检查 card.contentKey，并确认该 Markdown 组件已开启流式更新。`,
  cardsOffInPlace: "这个会话连续拒绝卡片，10 分钟内在此改发普通消息；其他会话不受影响。",
  pushQuotaGone:
    "本月的钉钉推送额度已用完：收到的消息不带内容，无法回答。额度下月 1 日恢复，也可在开放平台购买。",

  // 额度
  quotaStepStream: "流式卡片",
  quotaStepFewFrames: "卡片，少量更新",
  quotaStepFirstAndFinal: "卡片，只有开头和结尾",
  quotaStepOneMessage: "普通消息",
  quotaStep: (p: { step: string; used: string; limit: string; resets: string }) =>
    `回复方式：${p.step}。本月 API 调用 ${p.used} / ${p.limit} 次，${p.resets} 重新计数。`,
  quotaCallsShare: (p: { used: string; limit: string; percent: string }) =>
    `本月 API 调用已用 ${p.percent}%（${p.used} / ${p.limit} 次）。`,
  quotaPushesShare: (p: { used: string; limit: string; percent: string }) =>
    `本月推送已用 ${p.percent}%（${p.used} / ${p.limit} 次）。推送用完后，收到的消息将不带内容。`,
  quotaCallsGone: (p: { resets: string }) =>
    `钉钉提示本月的 API 调用次数已用完，${p.resets} 恢复。在此之前，回复改用每条消息自带的会话地址发送；主动发送的消息会失败。可在开放平台购买增购包，购买后立即生效。`,
  quotaCountReached: (p: { used: string; limit: string; resets: string }) =>
    `本机统计的 API 调用已达到 quota.monthlyCalls（${p.used} / ${p.limit} 次），${p.resets} 重新计数。回复改用普通消息；如果实际套餐更大，请调高 quota.monthlyCalls。`,
  quotaMonth: (p: { month: string; resets: string }) => `钉钉额度 ${p.month}（${p.resets} 重新计数）`,
  quotaCalls: (p: { spent: string }) => `API 调用：${p.spent}`,
  quotaPushes: (p: { spent: string }) => `推送：${p.spent}`,
  quotaSessionMessages: (p: { count: string }) => `会话地址消息：${p.count} 条（单独统计）`,
  quotaNow: (p: { mode: string; step: string }) => `模式 ${p.mode}，当前回复方式：${p.step}`,
  quotaSpent: (p: { used: string; limit: string; left: string }) =>
    `${p.used} / ${p.limit} 次，剩余 ${p.left} 次`,
  quotaSpentUnlimited: (p: { used: string }) => `${p.used} 次，不设上限`,
  quotaSpentGone: (p: { used: string }) => `${p.used} 次，钉钉提示已用完`,
  quotaNothing: "还没有用量记录。",
  quotaCommand: "查看本机器人本月的 API 调用与推送用量",
  feedbackDescription: "查看用户对回复的点赞与点踩",
  feedbackNone: "还没有收到点赞或点踩。",
  quotaDescription: "查看本月的 API 调用与推送用量",

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
