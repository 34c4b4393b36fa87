/**
 * 消息轨迹的句子（中文）：控制台和命令共用。Spread into `zh-cn.ts`; `trail-en.ts` has the same keys.
 */
export const trailZhCN = {
  // 消息的结果
  trailRunning: "正在处理。",
  trailAnswered: (p: { how: string; seconds: string; calls: number }) =>
    `${p.how}，用时 ${p.seconds} 秒，${p.calls} 次调用（不计文件）。`,
  trailByCard: "已用卡片回复",
  trailByMessage: "已用普通消息回复",
  trailByBoth: "已用卡片和普通消息回复",
  trailNoAnswer: "智能体没有回复这条消息。",
  trailNoAnswerRemedy: "如果它应该回复，请看网关日志：openclaw logs",
  trailDecided: "这条消息是对审批或提问的答复，已经生效。",
  trailCounted: "这条消息是数数（openclaw china doctor --count）中的一个数字，已经计入。",
  trailFailed: (p: { message: string }) => `处理失败：${p.message}`,
  trailFailedRemedy: "原因记在网关日志里：openclaw logs",
  trailNotSent: (p: { what: string }) => `回复没有发出去：${p.what}`,
  trailNotSentRemedy: "检查凭证、权限和网络：openclaw china doctor",
  trailInterrupted: "处理到一半时网关重启了，之后没有续上。",
  trailInterruptedRemedy: "请对方再发一次。",
  trailDeadLetter: (p: { reason: string }) => `多次处理失败，已放弃（${p.reason}）。`,
  trailDeadLetterRemedy: "查看并重试：openclaw china dead-letters list",

  // 未受理的原因
  trailRefusedPairing: "对方还没有配对，已发送或先前已发送配对码。",
  trailRefusedPairingRemedy: "批准：openclaw pairing list dingtalk",
  trailRefusedEmpty: "消息里只有 @，没有内容。",
  trailRefusedDirectOff: "单聊已关闭（dmPolicy 为 disabled）。",
  trailRefusedPerson: (p: { id: string }) => `对方（${p.id}）不在允许名单里。`,
  trailRefusedPersonRemedy: (p: { id: string }) => `把 ${p.id} 加进 allowFrom。`,
  trailRefusedGroupsOff: "群聊已关闭（groupPolicy 为 disabled）。",
  trailRefusedInGroup: (p: { id: string }) => `对方（${p.id}）不能在这个群里使用机器人。`,
  trailRefusedInGroupRemedy: (p: { id: string }) => `把 ${p.id} 加进 groupAllowFrom 或这个群的 allowFrom。`,
  trailRefusedGroup: (p: { id: string }) => `这个群（${p.id}）不在允许名单里。`,
  trailRefusedGroupRemedy: (p: { id: string }) => `把 ${p.id} 加进 groups。`,
  trailRefusedCommand: (p: { id: string }) => `对方（${p.id}）不能使用命令。`,
  trailRefusedCommandRemedy: (p: { id: string }) => `把 ${p.id} 加进 commands.allowFrom。`,
  trailRefusedNoMention: "群里的消息没有 @ 机器人。",
  trailRefusedNoMentionRemedy: "请在群里 @ 机器人，或把 requireMention 设为 false。",
  trailRefusedOther: (p: { reason: string }) => `OpenClaw 没有受理（${p.reason}）。`,

  // 一条消息的步骤
  trailStepReceived: "收到，已写入消息日志",
  trailStepAcked: "已向钉钉确认",
  trailStepClaimed: "开始处理",
  trailStepClaimedAgain: (p: { attempt: number }) => `第 ${p.attempt} 次处理`,
  trailStepJoined: (p: { lines: number }) => `与另外 ${p.lines} 条连续消息合并处理`,
  trailStepAccess: (p: { reason: string }) => `允许使用（${p.reason}）`,
  trailStepMedia: (p: { stored: number }) => `收下 ${p.stored} 个附件`,
  trailStepMediaMissed: (p: { stored: number; missed: number; reasons: string }) =>
    `收下 ${p.stored} 个附件，${p.missed} 个没有收到（${p.reasons}）`,
  trailStepAdopted: "OpenClaw 已接手",
  trailStepQueued: "前面的消息还在处理，先排队",
  trailStepSteered: "轮到这条：并入正在进行的处理，或单独处理",
  trailStepRunStarted: "智能体开始运行",
  trailStepFirstWord: "对方看到第一个字",
  trailStepAsked: "智能体提问，等人答复",
  trailStepCardCreated: "卡片已创建",
  trailStepFrameRefused: (p: { call: string; code: string }) =>
    `钉钉拒绝了卡片的 ${p.call} 调用（${p.code}）`,
  trailStepFinished: (p: { frames: number }) => `卡片完成，之前更新过 ${p.frames} 次`,
  trailStepSentWebhook: "经会话 webhook 发出一条消息",
  trailStepSentRobot: "经机器人接口发出一条消息",
  trailStepSentFile: (p: { form: string }) => `发出一个附件（${p.form}）`,
  trailStepRetried: "已放回队列重新处理",
  trailStepDropped: "已丢弃",

  // 命令
  messagesDescription: "列出最近的消息，以及每条的处理结果",
  flagMessage: "查一条消息：msgId、对方姓名、群名或文字",
  flagLimit: "最多列出几条，默认 20",
  limitRefused: "要填 1 到 500 的整数",
  messagesNone: (p: { days: number }) => `最近 ${p.days} 天没有消息记录。`,
  messagesNoneRemedy: "消息记录由正在运行的网关写入；检查连接：openclaw china status",
  messageUnknown: (p: { what: string; days: number }) => `最近 ${p.days} 天没有找到“${p.what}”。`,
  messageUnknownRemedy:
    "没有记录说明消息没有到达这台机器：请确认应用已发布版本、对方在可见范围内、在群里 @ 了机器人，没有别的机器或程序在用同一个 Client ID（每条消息钉钉只推给其中一个，可用 openclaw china doctor --count 查明），并运行 openclaw china doctor 检查连接",
  messageMore: (p: { count: number }) => `另有 ${p.count} 条也符合，用 msgId 可以指定其中一条：`,
  messageIn: (p: { title: string }) => `群“${p.title}”`,
  messageDirect: "单聊",
};
