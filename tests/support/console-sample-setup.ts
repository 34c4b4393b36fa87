/** What a made-up gateway would tell the console of permissions and set-up; the shapes are the contract's. */
import type { SetupLine, PermissionsView, Sentence } from "../../src/contract/console.ts";
import type { SetupView } from "../../src/contract/console-setup.ts";
import { HOSTILE_NAMES } from "./console-sample.ts";

const MINUTE = 60_000;
const PLATFORM = "https://open-dev.dingtalk.com/fe/app";

const say = (text: string, more: Omit<Sentence, "text"> = {}): Sentence => ({ text, ...more });

const feature = (
  id: string,
  label: string,
  scopes: readonly string[],
  state: "granted" | "missing" | "unknown",
  text: string,
) => ({
  feature: id,
  label,
  scopes,
  state,
  sentence: say(text),
  ...(state === "granted" ? {} : { applyLink: `${PLATFORM}#/permission?scope=${scopes[0]}` }),
});

const option = (value: string, label: string, hint: string, recommended = false) => ({
  value,
  label,
  hint,
  recommended,
});

export const CHECK_LINES: readonly SetupLine[] = [
  { id: "credentials", title: "凭证", state: "ok", findings: [say("钉钉接受 Client ID 和 Client Secret。")] },
  { id: "stream", title: "Stream 连接", state: "ok", findings: [say("已连接。")] },
  {
    id: "card-permissions",
    title: "卡片权限",
    state: "warning",
    findings: [
      say("缺少权限 Card.Streaming.Write。", { remedy: "申请后回复才会流式显示。", link: PLATFORM }),
    ],
  },
  { id: "network", title: "网络", state: "ok", findings: [say("三个地址都能访问。")] },
  { id: "clock", title: "时钟", state: "unknown", findings: [say("没有取到钉钉的时间。")] },
];

const CHECK_COST = say("一次检查约用 6 次 API 调用。");

export function samplePermissions(now: number, checking: string | undefined): PermissionsView {
  const features = [
    feature(
      "cards",
      "AI 卡片流式回复",
      ["Card.Instance.Write", "Card.Streaming.Write"],
      "missing",
      "没有时改发普通消息。",
    ),
    feature("messages", "主动发消息", ["qyapi_robot_sendmsg"], "granted", "没有时只能回复，不能主动发送。"),
    feature(
      "directory",
      "通讯录查询",
      ["qyapi_get_member", "Contact.User.Read"],
      "unknown",
      "没有时只认识发过消息的人。",
    ),
    feature("files", "接收文件", ["qyapi_robot_download"], "granted", "没有时收不到图片和文件。"),
  ];
  return {
    accounts: [
      {
        accountId: "main",
        name: "主机器人",
        clientId: "dingabcdef1234567890",
        checkedAt: now - 12 * MINUTE,
        checking: checking === "main",
        checkCost: CHECK_COST,
        features,
        checks: CHECK_LINES,
      },
      {
        accountId: "backup",
        name: HOSTILE_NAMES[2],
        clientId: "dingbackup0987654321",
        checking: checking === "backup",
        checkCost: CHECK_COST,
        features: features.map((one) => ({ ...one, state: "unknown" as const })),
        checks: [],
      },
    ],
  };
}

export function sampleSetup(empty: boolean): SetupView {
  return {
    questions: [
      {
        id: "method",
        kind: "select",
        message: "怎样获得钉钉应用的凭证？",
        initial: "scan",
        options: [
          option("scan", "扫码创建应用", "用钉钉扫一次码，自动创建机器人应用", true),
          option("manual", "手动填写", "已有应用：填写 Client ID 和 Client Secret"),
        ],
      },
      { id: "clientId", kind: "text", message: "Client ID（AppKey）", placeholder: "dingxxxxxx" },
      { id: "clientSecret", kind: "secret", message: "Client Secret（AppSecret）" },
      {
        id: "dmPolicy",
        kind: "select",
        message: "谁可以私聊机器人？",
        initial: "open",
        options: [
          option("open", "所有人", "组织里的任何人都可以直接对话"),
          option("pairing", "配对后可用", "第一次对话时给出配对码，批准后可用", true),
          option("allowlist", "仅名单内", "只有名单里的人可以对话"),
          option("disabled", "关闭私聊", "只在群里使用"),
        ],
      },
      {
        id: "groupPolicy",
        kind: "select",
        message: "在哪些群里回复？",
        initial: "open",
        options: [
          option("open", "所有群", "被拉进的群都可以使用"),
          option("allowlist", "仅名单内", "只在名单里的群回复"),
          option("disabled", "不在群里回复", "只私聊"),
        ],
      },
      {
        id: "enableAICard",
        kind: "select",
        message: "用 AI 卡片流式回复吗？",
        initial: "on",
        options: [
          option("on", "使用", "逐字显示，需要两个卡片权限"),
          option("off", "不使用", "整段发送普通消息"),
        ],
      },
      {
        id: "sessions",
        kind: "select",
        message: "私聊怎样分会话？",
        initial: "separate",
        options: [
          option("separate", "各人分开", "每个人一个会话", true),
          option("keep", "保持现状", "不改动全局设置"),
        ],
      },
    ],
    manualSteps: [
      say("登录钉钉开放平台，切换到自己的组织。", { link: PLATFORM }),
      say("创建应用，并添加机器人能力，消息接收方式选 Stream 模式。", { link: PLATFORM }),
      say("在“凭证与基础信息”页复制 Client ID 和 Client Secret。"),
      say("在“版本管理与发布”页发布一个版本，之后才能在钉钉里搜到机器人。"),
    ],
    accounts: empty
      ? []
      : [
          {
            accountId: "main",
            name: "主机器人",
            clientId: "dingabcdef1234567890",
            configured: true,
            answers: { dmPolicy: "pairing", groupPolicy: "open", enableAICard: "on" },
          },
          {
            accountId: "backup",
            name: HOSTILE_NAMES[2],
            clientId: "dingbackup0987654321",
            configured: true,
            answers: { dmPolicy: "allowlist", groupPolicy: "disabled", enableAICard: "off" },
          },
        ],
  };
}
