/**
 * 控制台后端会说的句子（中文）。Spread into `zh-cn.ts`; `console-en.ts` has the same keys. The words of the page itself
 * are not here, they live with the page.
 */
export const consoleZhCN = {
  // 设置
  consoleBadRequest: (p: { field: string }) => `请求内容有误（${p.field}），请刷新页面后重试。`,
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
  consoleNoAccount: (p: { accountId: string }) => `没有账号“${p.accountId}”，请刷新页面。`,

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

/** Widens literal strings so that another language may differ. */
type Widened<Table> = { [Key in keyof Table]: Table[Key] extends string ? string : Table[Key] };

export type ConsoleText = Readonly<Widened<typeof consoleZhCN>>;
