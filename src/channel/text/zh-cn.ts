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
  bodyDocument: (p: { name: string }) => `[以下文字由系统从“${p.name}”提取]`,
  bodyDocumentCut: (p: { name: string; shown: number }) =>
    `[“${p.name}”后面还有内容，以上是前 ${p.shown} 个字符]`,
  bodyDocumentUnread: (p: { name: string }) => `[“${p.name}”的文字无法读取：文件损坏、加密或过大]`,
  bodyDocumentLeftOut: (p: { name: string }) => `[“${p.name}”的文字未附上：本条消息的文档过多]`,
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
  refusedPerson: (p: { id: string }) =>
    `您还不在这个机器人的名单里。如需使用，请把您的 ID 发给管理员：${p.id}`,
  refusedInGroup: (p: { id: string }) =>
    `您还不能在本群使用这个机器人。如需使用，请把您的 ID 发给管理员：${p.id}`,
  refusedGroup: (p: { id: string }) =>
    `本群还不在这个机器人的名单里。如需使用，请把群 ID 发给管理员：${p.id}`,
  refusedCommand: (p: { id: string }) => `您没有使用命令的权限。如需使用，请把您的 ID 发给管理员：${p.id}`,

  // 通讯录
  lookUpRefused: (p: { scope: string; applyUrl: string }) =>
    `通讯录只包含给机器人发过消息的人：应用缺少权限 ${p.scope}。申请权限：${p.applyUrl}`,
  lookUpFailed: (p: { reason: string }) => `通讯录查询失败：${p.reason}`,
  targetAmbiguous: (p: { name: string; candidates: string }) =>
    `有多个“${p.name}”，请改用 ID：\n${p.candidates}`,
  targetUnknown: (p: { name: string; near: string }) =>
    `没有找到“${p.name}”。请改用 user:<staffId> 或 group:<openConversationId>；已知的人和群见 openclaw directory peers list、openclaw directory groups list。${p.near === "" ? "" : `\n名称相近的有：\n${p.near}`}`,

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
    `账号“${p.accountId}”与“${p.duplicateOf}”使用同一个 clientId，未启动。请为“${p.accountId}”配置独立的应用，或将其删除；改好后会自动启动。`,
  allowedPeople: (p: { list: string; people: string }) => `名单 ${p.list}：${p.people}`,

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
  configRepairable: "有些值的类型不对，但含义明确，可以用 openclaw doctor --fix 改正。",
  configRepaired: (p: { path: string; found: string; now: string }) =>
    `${p.path}：${p.found} 已改为 ${p.now}。`,
  configConflict: (p: { path: string; found: string; hint: string }) =>
    `${p.path}（当前值 ${p.found}）：${p.hint}`,
};

/** Widens literal strings so that another language may differ. */
type Widened<Table> = { [Key in keyof Table]: Table[Key] extends string ? string : Table[Key] };

/** All sentences of one language. */
export type Text = Readonly<Widened<typeof zhCN>>;
