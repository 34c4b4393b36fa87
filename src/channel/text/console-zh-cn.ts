/**
 * 控制台后端会说的句子（中文）。Spread into `zh-cn.ts`; `console-en.ts` has the same keys. The words of the page itself
 * are not here, they live with the page.
 */
export const consoleZhCN = {
  // 地址与请求
  consoleReadOnly: "这里只能查看，不能修改。",
  consoleReadOnlyRemedy: "请在独立页面用网关令牌登录后修改：openclaw china console",

  // 现在与消息
  consoleRevealReadOnly: "这里不能显示消息文字。",
  consoleBadQuery: (p: { name: string }) => `参数 ${p.name} 的值不对。`,
  consoleMessageUnknown: "这条消息已不在记录里。",
  consoleMessageUnknownRemedy: (p: { days: number }) => `消息记录保留 ${p.days} 天。`,
  consoleTrailUnreadable: "消息记录无法读取。",
  consoleLetterUnknown: "这条消息已不在失败列表里，可能已经重试或丢弃。",
  consoleLetterNotRetried: "无法重试：它的内容已不在，或者正在处理。",
  consoleAccountUnknown: (p: { accountId: string }) => `没有账号“${p.accountId}”。`,
  consoleStepFull: "回复以流式卡片呈现。",
  consoleStepSaving: (p: { step: string; used: number; limit: string }) =>
    `为节省额度，回复改为：${p.step}（本月已用 ${p.used} / ${p.limit}）。`,
  consoleStepSavingRemedy: "额度每月 1 日重置；套餐更大时请调高 quota.monthlyCalls。",
};
