/**
 * 共用应用的检查与数数（openclaw china doctor --count）的句子（中文）。Spread into `zh-cn.ts`; `count-en.ts` has the
 * same keys.
 */
export const countZhCN = {
  checkConsumersTitle: "共用此应用的其他程序",
  consumersNone: "没有发现迹象；想确认就数一数：openclaw china doctor --count",
  consumersSeen: (p: { signs: string; last: string }) =>
    `可能有另一个程序在用同一个 Client ID 连接：${p.signs}；最近一次是 ${p.last}`,
  signCardPressed: (p: { count: number }) => `有人点了 ${p.count} 张不是本机创建的卡片`,
  signCardQuoted: (p: { count: number }) => `有人引用了 ${p.count} 张不是本机创建的卡片`,
  signMessageQuoted: (p: { count: number }) => `有 ${p.count} 条单聊消息在连接正常时没有到达本机`,
  remedyConsumers:
    "先确认：openclaw china doctor --count。然后停掉另一个程序，或在开放平台重置 Client Secret，让它无法再连接。以前装过的同一个机器人、丢失过的状态目录，或只用这个应用发卡片的服务，也会留下这种迹象",
  /** 在聊天里说的。 */
  countTaken: (p: { numbers: string }) => `已计入：${p.numbers}`,
  flagCount: "查有没有别的程序共用此应用：给机器人发数字 1 到 n，看是否都到达本机；默认 8",
  countRefused: "应为 2 到 50 的整数",
  countNotConnected: (p: { accountId: string }) => `网关在运行，但账号“${p.accountId}”没有连上，没法数。`,
  remedyNotConnected: "查原因：openclaw china doctor",
  countNotOpened: (p: { reason: string }) => `连不上钉钉：${p.reason}`,
  countAsk: (p: { upTo: number; clientId: string }) =>
    `请在钉钉里单聊机器人，依次发送数字 1 到 ${p.upTo}，一个数字一条消息。\nClient ID ${p.clientId}；这期间不会打扰智能体。`,
  countByCommand: "网关没有运行，由本命令自己接收。",
  countWaiting: (p: { arrived: string; count: number; upTo: number; left: string }) =>
    `已到：${p.arrived}（${p.count}/${p.upTo}）；还剩 ${p.left}……全部发完后按回车`,
  countNothingYet: "还没有",
  countAll: (p: { upTo: number; odds: string }) =>
    `${p.upTo} 条全部到达本机，没有别的程序分走消息。假如另有一个程序连着，全部碰巧到达本机的概率是 ${p.odds} 分之一。`,
  countMissing: (p: { missing: string; clientId: string }) =>
    `没有到达：${p.missing}，而连接一直正常。说明另有程序在用 Client ID ${p.clientId} 连接：钉钉把每条消息只发给其中一个。`,
  remedyCountMissing:
    "停掉另一个程序：别的机器上的 OpenClaw、旧容器、其他机器人框架。找不到的话，在开放平台重置 Client Secret，再用 openclaw china setup 填入新的",
  countNone: (p: { clientId: string }) =>
    `一条都没有到。要么没有发给 Client ID 为 ${p.clientId} 的机器人，要么全被另一个程序收走了。`,
  remedyCountNone: "确认发给的是这个机器人、应用已发布版本、你在可见范围内，然后再数一次",
  countUnfinished: (p: { count: number; upTo: number }) =>
    `到了 ${p.count} 条（共 ${p.upTo} 条），中间没有缺，其余大概没有发。想确认请再数一次。`,
  countInterrupted: (p: { missing: string }) =>
    `没有到达：${p.missing}。但期间连接断过，说明不了什么；请再数一次。`,
  countStopped: (p: { arrived: string }) => `已停止。已到：${p.arrived}`,
};
