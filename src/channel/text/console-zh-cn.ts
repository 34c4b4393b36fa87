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
  consoleSectionAccount: "账号与凭证",
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
};
