/**
 * 所有会被人读到的句子（中文）。This table is the reference: `en.ts` must have the same keys and parameters.
 * Short, polite, and with what to do next. Chat sentences may use DingTalk Markdown; log lines are plain.
 */
export const zhCN = {
  // 会话中的提示
  longTaskNotice: "正在处理，请稍候，完成后会把结果发给您。",
  emptyAnswer: "（本次没有可回复的内容）",
  turnFailed: "抱歉，这条消息处理失败，请稍后重试。如仍失败，请联系管理员。",
  turnStopped: "已停止。",
  cardThinking: "正在思考…",
  cardWorking: "正在处理…",
  cardInterrupted: "（已中断：网关重启，请重新提问）",
  cardSeeBelow: "见下方消息",
  cardStopped: "（已停止）",
  cardFailed: "（处理失败，请稍后重试）",
  cardPreview: (p: { text: string }) => (p.text === "" ? "[AI 卡片]" : p.text),
  fileTooLarge: (p: { name: string; limitMB: number }) =>
    `文件“${p.name}”超过 ${p.limitMB} MB 的上限，未能接收。`,
  fileDownloadFailed: (p: { name: string }) => `文件“${p.name}”下载失败，请重新发送。`,
  fileSendFailed: (p: { name: string }) => `文件“${p.name}”发送失败，请稍后重试。`,

  // 访问控制
  directRefused: (p: { staffId: string }) =>
    `您暂无权限与该机器人私聊。请把您的 staffId 发给管理员开通：${p.staffId}`,
  directDisabled: "该机器人未开放私聊，请在群里 @ 它。",
  groupRefused: (p: { conversationId: string }) =>
    `本群暂未开通该机器人。请把群会话 ID 发给管理员开通：${p.conversationId}`,
  groupSenderRefused: (p: { staffId: string }) =>
    `您暂无权限在群里使用该机器人。请把您的 staffId 发给管理员开通：${p.staffId}`,
  pairingIdLabel: "您的 staffId",
  pairingLine: (p: { staffId: string }) => `您的 staffId：${p.staffId}`,
  pairingApproved: "已通过，您现在可以和我对话了。",
  commandRefused: "您暂无权限执行该命令。",

  // 给智能体的说明
  unsupportedMessage: (p: { type: string }) =>
    `[用户发送了一条暂不支持的消息，类型：${p.type}。请告知用户改用文字、图片、语音或文件。]`,
  emptyMessage: "[用户发送了一条空消息]",
  attachmentMissing: (p: { name: string }) => `[附件“${p.name}”未能下载]`,
  quotedMissing: "[引用的消息内容不可用]",

  // 审批与提问
  approvalTitle: "需要您确认",
  approvalApprove: "同意",
  approvalAlways: "始终同意",
  approvalDeny: "拒绝",
  approvalDone: (p: { decision: string; by: string }) => `已由 ${p.by} 处理：${p.decision}`,
  approvalExpired: "该确认已过期。",
  approvalNotYours: "您无权处理该确认。",
  questionExpired: "该问题已过期。",

  // 日志与状态
  cardFallback: (p: { scope: string; applyUrl: string }) =>
    `AI 卡片不可用：应用缺少权限 ${p.scope}，已改发普通消息。申请权限：${p.applyUrl}`,
  cardFallbackOther: (p: { reason: string }) => `AI 卡片不可用（${p.reason}），已改发普通消息。`,
  pushQuotaGone:
    "本月的钉钉接口调用额度已用完，主动推送暂停；对话仍可通过会话地址回复。额度下月恢复，也可在开放平台购买。",
  badCredentials:
    "Client ID 或 Client Secret 不正确。请在钉钉开放平台的应用详情页核对，并确认应用版本已发布。",
  missingCredentials:
    "尚未填写 Client ID 与 Client Secret。请运行 openclaw channels add --channel dingtalk。",
  unresolvedSecret: "Client Secret 是密钥引用，但未能解析。请检查 OpenClaw 的 secrets 设置。",
  duplicateClientId: (p: { accountId: string; duplicateOf: string }) =>
    `账号“${p.accountId}”与“${p.duplicateOf}”使用同一个 clientId，未启动。`,
  journalDamaged: (p: { path: string }) => `消息日志文件已损坏，已移至 ${p.path}，并新建了一个。`,
  diskFull: "磁盘空间不足，暂停接收消息；钉钉会稍后重投。请清理磁盘。",
  stateStopped: "已停止",
  stateConnecting: "连接中",
  stateConnected: "已连接",
  stateReconnecting: (p: { seconds: number }) => `连接断开，${p.seconds} 秒后重连`,
  stateDraining: "正在处理完剩余消息",
  stateRefused: "钉钉拒绝连接",
  stateDisabled: "已停用",
  stateUnconfigured: "未配置",
  deadLetters: (p: { count: number }) =>
    `有 ${p.count} 条消息处理失败且不再重试。查看：openclaw china dead-letters`,

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
  configOk: "配置没有问题。",
  sharedSessionWarning:
    "所有人的私聊共用一个会话（session.dmScope 为 main）。多人使用时，请设为 per-account-channel-peer。",
  interruptModeWarning:
    "messages.queue.mode 为 interrupt 时，新消息会打断旧回答且新回答可能不会发送，建议改为 steer。",
};

/** Widens literal strings so that another language may differ. */
type Widened<Table> = { [Key in keyof Table]: Table[Key] extends string ? string : Table[Key] };

/** All sentences of one language. */
export type Text = Readonly<Widened<typeof zhCN>>;
