/** Every sentence `npm start` may print, in English and Chinese. */

export type Language = "en" | "zh";

const english = {
  help: `Usage: npm start -- [options]

Starts a local DingTalk, a demo model and a real OpenClaw gateway with this plugin installed.

  --reset                 begin anew: throw away the gateway's state of earlier runs
  --model-base-url URL    use a real OpenAI-compatible model; with --model ID and the key in
  --model ID              OPENCLAW_DINGTALK_MODEL_KEY (or OPENAI_API_KEY)
  --real                  use DingTalk itself; DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET in the environment
  --no-build              take dist as it stands
  --verbose               print every line of the gateway
  --help                  this text`,
  building: "plugin built and packed",
  building_skipped: "plugin packed",
  onboarding: "gateway set up",
  installing: "plugin installed by the gateway's own installer",
  configuring: "channel configured",
  emulator: "local DingTalk started",
  model: "demo model started",
  gateway: "gateway ready",
  connecting: "bot connected to the local DingTalk",
  ready: (seconds: string) => `Ready after ${seconds} s.`,
  page: "Chat page",
  console: "DingTalk console",
  consoleToken: (file: string) => `(its token is gateway.auth.token in ${file})`,
  dashboard: "Gateway",
  dashboardOnce: "(this link opens it once, within 10 minutes)",
  logFile: "Gateway log",
  tryEmulator: "Open the chat page, write to the bot, for example: help, table, slow 40",
  tryReal: "Write to the bot in DingTalk.",
  stopHint: "Ctrl-C stops everything.",
  stopping: "Stopping… (Ctrl-C again: at once)",
  stopped: "Stopped.",
  running: (where: string) => `It is already running here: ${where}. Stop it there first (Ctrl-C).`,
  ended: (what: string, code: string) => `The ${what} ended by itself (${code}). Its last lines:`,
  notConnected: "The bot has not connected yet. The gateway's last lines:",
  again: "Run npm start again; if that does not help: npm start -- --reset",
  failed: (step: string) => `It failed here: ${step}`,
  diskFull: "The disk is full. Free some space and run npm start again.",
  unwritable: (path: string) =>
    `This folder cannot be written to: ${path}. Change its permissions and run npm start again.`,
};

export type Phrases = typeof english;

const chinese: Phrases = {
  help: `用法：npm start -- [选项]

启动本地钉钉、演示模型，以及装好本插件的真实 OpenClaw 网关。

  --reset                 重新开始：清除以前运行留下的网关数据
  --model-base-url URL    使用真实的 OpenAI 兼容模型，与 --model ID 一起使用，
  --model ID              密钥放在环境变量 OPENCLAW_DINGTALK_MODEL_KEY（或 OPENAI_API_KEY）
  --real                  连接真正的钉钉，凭证放在 DINGTALK_CLIENT_ID 和 DINGTALK_CLIENT_SECRET
  --no-build              直接使用现有的 dist
  --verbose               打印网关的每一行日志
  --help                  显示本说明`,
  building: "插件已构建并打包",
  building_skipped: "插件已打包",
  onboarding: "网关已初始化",
  installing: "插件已由网关自带的安装程序装好",
  configuring: "渠道已配置",
  emulator: "本地钉钉已启动",
  model: "演示模型已启动",
  gateway: "网关已就绪",
  connecting: "机器人已连上本地钉钉",
  ready: (seconds) => `准备完毕，用时 ${seconds} 秒。`,
  page: "聊天页面",
  console: "钉钉控制台",
  consoleToken: (file) => `（登录令牌是 ${file} 里的 gateway.auth.token）`,
  dashboard: "网关控制台",
  dashboardOnce: "（此链接 10 分钟内有效，只能打开一次）",
  logFile: "网关日志",
  tryEmulator: "打开聊天页面，给机器人发消息，例如：帮助、表格、慢 40",
  tryReal: "在钉钉里给机器人发消息。",
  stopHint: "按 Ctrl-C 全部停止。",
  stopping: "正在停止……（再按一次 Ctrl-C 立即结束）",
  stopped: "已停止。",
  running: (where) => `这里已经在运行：${where}。请先在那边停止（Ctrl-C）。`,
  ended: (what, code) => `${what === "gateway" ? "网关" : what}自行退出（${code}）。最后的日志：`,
  notConnected: "机器人还没有连上。网关最后的日志：",
  again: "请再次运行 npm start；如果仍不行：npm start -- --reset",
  failed: (step) => `这一步失败了：${step}`,
  diskFull: "磁盘已满。请清出一些空间后再次运行 npm start。",
  unwritable: (path) => `无法写入此文件夹：${path}。请修改权限后再次运行 npm start。`,
};

export const phrasesFor = (language: Language): Phrases => (language === "zh" ? chinese : english);
