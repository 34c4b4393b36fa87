/**
 * 控制台后端会说的句子（中文）。Spread into `zh-cn.ts`; `console-en.ts` has the same keys. The words of the page itself
 * are not here, they live with the page.
 */
export const consoleZhCN = {
  // 地址与请求
  consoleTab: "钉钉",
  consoleTabDescription: "钉钉机器人：设置、消息、权限与运行情况。",
  consoleUnknownAddress: "控制台没有这个地址，请刷新页面。",
  consoleNotBuilt: "插件包里没有控制台页面。",
  consoleNotBuiltRemedy: "请重新安装插件：openclaw plugins install openclaw-dingtalk",
  consoleSignedOut: "需要网关令牌才能查看。",
  consoleSignedOutRemedy: "请填写网关令牌，或在终端运行 openclaw china console 获取带令牌的地址。",
  consoleForeignPage: "请求来自其他网站的页面，已拒绝。",
  consoleForeignPageRemedy:
    "请从网关自己的地址打开控制台；如经反向代理访问，请把该地址加入 gateway.controlUi.allowedOrigins。",
  consoleReadOnly: "这里只能查看，不能修改。",
  consoleReadOnlyRemedy: "请在独立页面用网关令牌登录后修改：openclaw china console",
  consoleBodyNotJson: "请求内容不是 JSON。",
  consoleBodyTooBig: (p: { kilobytes: string }) => `请求内容超过 ${p.kilobytes} KB。`,
  consoleFailed: "网关处理这个请求时出错。",
  consoleFailedRemedy: "请稍后重试；原因记在网关日志里：openclaw logs",

  // 设置
  consoleSectionAccount: "账号",
  consoleSectionAccess: "谁可以使用",
  consoleSectionGroups: "群聊与会话",
  consoleSectionReplies: "回复方式",
  consoleSectionCard: "AI 卡片",
  consoleSectionApprovals: "审批",
  consoleSectionQuota: "调用额度",
  consoleSectionMedia: "媒体文件",
  consoleSectionNetwork: "网络",
  consoleSectionGateway: "网关自己读取的配置",
  consoleBadRequest: (p: { field: string }) => `请求内容不完整：${p.field}。请刷新页面后重试。`,
  consoleBadAccountId: "账号 ID 只能用小写字母、数字、- 与 _，并以字母或数字开头。",
  consoleAccountExists: (p: { accountId: string }) => `账号“${p.accountId}”已经存在。`,
  consoleNoAccount: (p: { accountId: string }) => `没有账号“${p.accountId}”。`,
  consoleNoField: (p: { path: string }) => `没有名为 ${p.path} 的配置项。`,
  consoleRootOnly: (p: { path: string }) => `${p.path} 只能写在最上一级，不能写在账号里。`,
  consoleConflict: "配置在您打开页面之后被改过，这次没有写入。",
  consoleConflictRemedy: "请重新载入设置，再做一次修改。",
  consoleNoChange: "还没有可以撤销或跟踪的修改。",
  consoleWriteRefused: (p: { reason: string }) => `OpenClaw 没有接受新配置：${p.reason}`,
  consoleWriteRemedy: "配置没有改动。请按提示修改后重试，或运行 openclaw doctor。",

  // 更新配置的进度
  consoleSaved: "配置已保存。",
  consoleSecretStayed: "密钥不会留存，因此没有恢复，保持现在的值。",
  consoleApplying: "网关正在应用新配置。",
  consoleApplied: "网关已在使用新配置。",
  consoleAppliedByRestart: "网关已重启，正在使用新配置。",
  consoleReloadOff: "网关不会自动应用配置（gateway.reload.mode 为 off）。",
  consoleNotApplied: "网关一直没有应用新配置。",
  consoleRestartGateway: "请重启网关：openclaw gateway restart",
  consoleWaiting: "等待网关应用配置。",
  consoleConnecting: (p: { accountId: string }) => `账号“${p.accountId}”正在连接钉钉。`,
  consoleConnected: (p: { accountId: string }) => `账号“${p.accountId}”已连接。`,
  consoleNotConnected: (p: { accountId: string; reason: string }) =>
    `账号“${p.accountId}”没有连接上：${p.reason}`,
  consoleNoReason: "一直没有结果",
  consoleUndoRemedy: "请更正后再次更新，或撤销这次修改。",
  consoleNothingRestarts: "立即生效，无需重新连接。",
  consoleNothingToConnect: "没有需要连接的账号。",

  // 命令 openclaw china console
  consoleDescription: "显示控制台地址（含网关令牌）；不会自动打开浏览器",
  flagNoToken: "地址里不带令牌，打开页面后再填写",
  consoleTokenInAddress: "地址里带有网关令牌，可以修改网关配置，请勿转发或截图。",
  consoleTokenUnread:
    "这里读不到网关令牌。请在打开的页面里填写，或设置环境变量 OPENCLAW_GATEWAY_TOKEN 后重试。",
  consoleBehindProxy: "网关由反向代理负责登录，请通过代理的地址打开 /dingtalk/console/。",

  // 现在与消息
  consoleRevealReadOnly: "这里不能显示消息文字。",
  consoleBadQuery: (p: { name: string }) => `参数 ${p.name} 的值不对。`,
  consoleMessageUnknown: "这条消息已不在记录里。",
  consoleMessageUnknownRemedy: (p: { days: number }) => `消息记录保留 ${p.days} 天。`,
  consoleTrailUnreadable: "消息记录无法读取。",
  consoleLetterUnknown: "这条消息已不在失败列表里，可能已经重试或丢弃。",
  consoleLetterNotRetried: "无法重试：它的内容已不在，或者正在处理。",
  consoleStepFull: "回复以流式卡片呈现。",
  consoleStepSaving: (p: { step: string; used: number; limit: string }) =>
    `为节省额度，回复改为：${p.step}（本月已用 ${p.used} / ${p.limit}）。`,
  consoleStepSavingRemedy: "额度每月 1 日重置；套餐更大时请调高 quota.monthlyCalls。",
  consoleQuestionUnknown: (p: { id: string }) => `没有“${p.id}”这一项，请刷新页面。`,
  consoleJobUnknown: "该任务已结束并被清除，请重新开始。",
  consoleJobsBusy: "已有几个任务在进行，请等其中一个结束，或先取消一个。",
  consoleJobBroke: (p: { reason: string }) => `任务中断：${p.reason}`,
  consoleScanUnknown: "这次扫码没有完成，或结果已过期，请重新扫码。",
  consoleTwin: (p: { clientId: string; accountId: string }) =>
    `账号“${p.accountId}”已使用 Client ID ${p.clientId}。两个账号共用一个应用，消息会被分到两边；请改用另一个应用。`,

  // 权限
  featureMessages: "主动发送消息",
  withoutMessages: "没有此权限时，只能在消息自带的会话地址有效期内回复；机器人不能主动发消息。",
  featureReceivedFiles: "接收图片、文件和语音",
  withoutReceivedFiles: "没有此权限时，智能体拿不到别人发来的图片、文件和语音。",
  featureSentFiles: "发送图片和文件",
  withoutSentFiles: "没有此权限时，智能体不能发送图片和文件。",
  featureCards: "AI 卡片流式回复",
  withoutCards: "没有这些权限时，回复会在写完后以普通消息发出。",
  featureRecall: "撤回自己的消息",
  withoutRecall: "没有此权限时，智能体不能撤回已发出的消息。",
  featureNames: "按 staffId 查姓名",
  withoutNames: "没有此权限时，只显示给机器人发过消息的人的姓名。",
  featureSearch: "按姓名找人",
  withoutSearch: "没有此权限时，智能体只能按姓名找到给机器人发过消息的人。",
  featureGroups: "列出所在群和群名",
  withoutGroups: "没有此权限时，只显示机器人收到过消息的群。",
  featureReactions: "表情回应",
  withoutReactions: "没有此权限时，消息上不会出现“思考中”等表情回应，回复不受影响。",
  permissionUnnamed: "钉钉文档没有写明需要哪项权限；如果被拒绝，钉钉会在错误信息中写出。",
  consoleCheckCost: (p: { calls: number }) =>
    `检测一次最多消耗本月 ${p.calls} 次 API 调用，不会发出任何消息，也不影响已有连接。`,
  consoleCheckBusy: (p: { accountId: string }) => `正在检测账号“${p.accountId}”，请等它结束。`,

  // 人员与群
  consolePairingHidden: "这里看不到配对申请。请在独立页面中处理（openclaw china console）。",
  consolePaired: (p: { who: string }) => `已批准 ${p.who}，并已在钉钉中通知对方。`,
  consolePairedUntold: (p: { who: string }) => `已批准 ${p.who}，但没能在钉钉中通知到对方，请自行转告。`,
  consolePairingRefused: (p: { who: string }) => `已拒绝 ${p.who} 的申请。对方之后仍可再次申请。`,
  consolePairingGone: "该申请已处理或已过期。",
  consolePairingForbidden: "网关没有授予您处理配对申请的权限（operator.pairing）。",
  consolePairedByRequest: "配对名单由网关在批准申请时写入；要直接放行某人，请加入 allowFrom。",
  consoleGroupInPeople: "这是群的 ID；allowFrom 只用于单聊，群请加入 groupAllowFrom。",
  consoleNameShared: (p: { name: string; candidates: string }) =>
    `不止一个叫“${p.name}”，请填写 ID：\n${p.candidates}`,
  consoleNameUnknown: (p: { name: string; near: string }) =>
    `没有已知的人或群叫“${p.name}”，请填写 ID。${p.near === "" ? "" : `\n名称相近的有：\n${p.near}`}`,
  consoleNotListed: "名单中没有这一项。",
  consoleShutsOthersOut:
    "dmPolicy 为 open 且名单为空，现在所有人都可以私聊；加入第一个人之后，其他人就都不能用了。如果确实只想放行部分人，请先把 dmPolicy 改为 allowlist 或 pairing。",
  consoleLetsEverybodyIn:
    "dmPolicy 为 open，这是名单中的最后一项；移除之后所有人都可以私聊。请先把 dmPolicy 改为 allowlist 或 pairing。",
  consoleListIdle: "按当前策略，这份名单暂不起作用。",
  consoleListNarrows: "从现在起，群里只有名单中的人可以使用机器人。",
  consoleListWidens: "名单中已没有人员，从现在起，获准群里的所有人都可以使用机器人。",
};
