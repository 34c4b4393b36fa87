/**
 * What a gateway with two bots would tell the console, with everything that senders can make up: names that look like
 * markup, Markdown, very long names, marks that turn the direction of writing. The shapes are the contract's.
 */
import type {
  AccountNow,
  MessagesView,
  NowView,
  PeopleView,
  Sentence,
  TraceView,
  TrailRow,
} from "../../src/contract/console.ts";

export const HOSTILE_NAMES = [
  `<img src=x onerror="document.title='owned'">`,
  "**粗体** [点我](javascript:alert(1))",
  "很长的名字".repeat(24),
  "\u202Eelddod gnorw eht yaw\u202C",
  "<script>document.title='owned'</script>",
  'O\'Brien & "Söhne"',
] as const;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const nameOf = (index: number): string => HOSTILE_NAMES[index % HOSTILE_NAMES.length] ?? HOSTILE_NAMES[0];
const say = (text: string, more: Omit<Sentence, "text"> = {}): Sentence => ({ text, ...more });
const PLATFORM = "https://open-dev.dingtalk.com/fe/app";

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function sampleAccounts(now: number): AccountNow[] {
  const today = new Date(now).getUTCDate();
  const month = dayOf(now).slice(0, 7);
  return [
    {
      accountId: "main",
      name: "主机器人",
      clientId: "dingabcdef1234567890",
      state: "connected",
      connectedSince: now - 3 * HOUR - 12 * MINUTE,
      lastEventAt: now - 4_000,
      lastInboundAt: now - 40_000,
      lastOutboundAt: now - 32_000,
      errors: [
        {
          at: now - 21 * MINUTE,
          count: 3,
          sentence: say("发送群消息被限流（Forbidden.AccessDenied.QpsLimitForAppkeyAndApi）。", {
            remedy: "会自动重试，无需处理。",
          }),
        },
      ],
      mode: "card",
      dmPolicy: "pairing",
      groupPolicy: "open",
      journal: { pending: 1, claimed: 2, failed: 2 },
      quota: {
        month,
        resetsAt: now + 8 * DAY,
        calls: 3_712,
        callLimit: 5_000,
        pushes: 1_204,
        pushLimit: 5_000,
        webhookSends: 96,
        step: "few-frames",
        stepSentence: say("卡片，少量更新：本月 API 调用已用 74%。", {
          remedy: "可在 quota.monthlyCalls 填写实际套餐的次数。",
        }),
        byApi: [
          { api: "PUT /v1.0/card/streaming", calls: 2_480 },
          { api: "POST /v1.0/card/instances/createAndDeliver", calls: 604 },
          { api: "POST /v1.0/robot/oToMessages/batchSend", calls: 331 },
          { api: "POST /v1.0/robot/groupMessages/send", calls: 190 },
          { api: "GET /v1.0/oauth2/accessToken", calls: 107 },
        ],
        byDay: Array.from({ length: today }, (_, index) => ({
          day: `${month}-${String(index + 1).padStart(2, "0")}`,
          calls: 60 + ((index * 97) % 240),
        })),
      },
    },
    {
      accountId: "backup",
      name: nameOf(2),
      clientId: "dingbackup0987654321",
      state: "blocked",
      errors: [
        {
          at: now - 2 * MINUTE,
          count: 14,
          sentence: say("钉钉不接受这个 Client Secret（invalidClientSecret）。", {
            remedy: "在应用的“凭证与基础信息”页复制 Client Secret，填到设置里。",
            link: PLATFORM,
          }),
        },
      ],
      mode: "message",
      dmPolicy: "allowlist",
      groupPolicy: "disabled",
      journal: { pending: 0, claimed: 0, failed: 0 },
    },
  ];
}

export interface SampleOptions {
  readonly now: number;
  readonly processId: string;
  readonly mayChange: boolean;
  readonly pageAddress: string;
  /** No bot configured. */
  readonly empty: boolean;
}

export function sampleNow({ now, processId, mayChange, pageAddress, empty }: SampleOptions): NowView {
  const head = { now, processId, version: "0.1.0", mayChange, pageAddress };
  if (empty) {
    const latency = { turns: [], p50: {}, p95: {} };
    return { ...head, accounts: [], turns: [], deadLetters: [], latency, archive: [] };
  }
  const turns = Array.from({ length: 24 }, (_, index) => ({
    trailId: `t${String(index).padStart(4, "0")}`,
    receivedAt: now - (24 - index) * 4 * MINUTE,
    ackedMs: 3 + (index % 5),
    ...(index % 9 === 7 ? {} : { firstWordMs: 700 + ((index * 331) % 1_900) }),
    ...(index % 9 === 7 ? {} : { finishedMs: 3_000 + ((index * 1_117) % 21_000) }),
  }));
  return {
    ...head,
    accounts: sampleAccounts(now),
    turns: [
      {
        id: "turn-1",
        accountId: "main",
        conversation: { kind: "group", conversationId: "cidAAA==", title: nameOf(1) },
        senderName: nameOf(0),
        since: now - 6_400,
        state: "streaming",
        card: "streaming",
        frames: 7,
      },
      {
        id: "turn-2",
        accountId: "main",
        conversation: { kind: "direct", conversationId: "cidBBB==" },
        senderName: "王小明",
        since: now - 1_200,
        state: "thinking",
      },
    ],
    deadLetters: [
      {
        id: "dead-1",
        accountId: "main",
        failedAt: now - 5 * HOUR,
        reason: say("三次都没有送达：模型服务没有响应。", { remedy: "确认模型可用后重试。" }),
        senderName: nameOf(4),
        place: { kind: "group", conversationId: "cidAAA==", title: nameOf(2) },
        preview: `把 <b>上周</b> 的销售数据整理成表格…`,
      },
      { id: "dead-2", accountId: "main", failedAt: now - 26 * HOUR, reason: say("消息内容无法解析。") },
    ],
    latency: {
      turns,
      p50: { ackedMs: 4, firstWordMs: 1_240, finishedMs: 8_900 },
      p95: { ackedMs: 9, firstWordMs: 2_480, finishedMs: 22_600 },
    },
    archive: [
      {
        accountIds: ["main", "backup"],
        directory: "/home/ann/.openclaw/media/dingtalk/inbound",
        keepDays: 7,
        files: 148,
        bytes: 412_300_000,
        days: Array.from({ length: 7 }, (_, index) => ({
          day: dayOf(now - index * DAY),
          files: 21 + index,
          bytes: 40_000_000 + ((index * 37_000_000) % 60_000_000),
          expires: now + (7 - index) * DAY,
        })),
      },
    ],
  };
}

const OUTCOMES = [
  "answered",
  "answered",
  "refused",
  "running",
  "failed",
  "no-answer",
  "dead-letter",
] as const;
const WORDS: Readonly<Record<(typeof OUTCOMES)[number], Sentence>> = {
  answered: say("已用卡片回复：4 次调用，8.9 秒。"),
  refused: say("发送者不在名单里。", { remedy: "可在“人员与群”页批准配对。" }),
  running: say("正在回复。"),
  failed: say("回复失败：模型服务没有响应。", { remedy: "检查模型配置后重试。" }),
  "no-answer": say("智能体没有给出回复。"),
  "dead-letter": say("三次都没有送达，已放入死信。"),
};

export function sampleRow(index: number, now: number, reveal: boolean): TrailRow {
  const outcome = OUTCOMES[index % OUTCOMES.length] ?? "answered";
  const words =
    index % 4 === 1 ? nameOf(index + 3) : `请帮我看一下第 ${index} 份报表 https://example.invalid/a?b=1`;
  return {
    id: String(20_000 - index),
    accountId: index % 5 === 4 ? "backup" : "main",
    msgId: `msg${index}==`,
    receivedAt: now - index * 7 * MINUTE - 20_000,
    sender: { name: index % 3 === 0 ? nameOf(index / 3) : "王小明", staffId: `staff${index}` },
    place:
      index % 2 === 0
        ? { kind: "direct", conversationId: `cid${index}==` }
        : { kind: "group", conversationId: `cid${index}==`, title: nameOf(index) },
    type: index % 6 === 5 ? "picture" : "text",
    text: reveal ? words : `···· ${words.length}`,
    textHidden: !reveal,
    attachments: index % 6 === 5 ? 2 : 0,
    outcome,
    sentence: WORDS[outcome],
    ...(outcome === "answered" ? { answeredBy: "card" as const } : {}),
    latency:
      outcome === "answered"
        ? { ackedMs: 4, firstWordMs: 1_180, finishedMs: 8_940 }
        : outcome === "running"
          ? { ackedMs: 5 }
          : {},
  };
}

const ROWS = 120;

export function sampleMessages(query: URLSearchParams, now: number): MessagesView {
  const reveal = query.get("reveal") === "1";
  const limit = Number(query.get("limit") ?? 50);
  const before = query.get("before");
  const search = query.get("search")?.toLowerCase();
  const all = Array.from({ length: ROWS }, (_, index) => sampleRow(index, now, reveal)).filter(
    (row) =>
      (query.get("account") === null || row.accountId === query.get("account")) &&
      (query.get("outcome") === null || row.outcome === query.get("outcome")) &&
      (before === null || row.id < before) &&
      (search === undefined || JSON.stringify(row).toLowerCase().includes(search)),
  );
  const rows = all.slice(0, limit);
  const last = rows.at(-1);
  return { rows, keptDays: 7, ...(all.length > limit && last ? { next: last.id } : {}) };
}

export function sampleTrace(id: string, now: number, reveal: boolean): TraceView | undefined {
  const index = 20_000 - Number(id);
  if (!(index >= 0 && index < ROWS)) return undefined;
  const row = sampleRow(index, now, reveal);
  const step = (after: number, name: string, text: string) => ({
    at: row.receivedAt + after,
    step: name,
    sentence: say(text),
  });
  return {
    row,
    steps: [
      step(0, "received", "收到消息。"),
      step(4, "acked", "已向钉钉确认。"),
      step(12, "claimed", "开始处理。"),
      step(15, "access", `允许：${row.sender.name} 在名单里。`),
      step(240, "card-created", "已创建卡片。"),
      step(1_180, "first-word", "卡片上出现第一个字。"),
      step(4_310, "frame-refused", "一次更新被限流，已合并到下一次。"),
      step(8_940, "finished", "卡片已完成。"),
    ],
  };
}

export function samplePeople(accountId: string, now: number): PeopleView {
  return {
    accountId,
    dmPolicy: "pairing",
    groupPolicy: "open",
    requests: [
      {
        requestId: "7QK2MZPA",
        id: "staff0077",
        name: nameOf(0),
        requestedAt: now - 9 * MINUTE,
        expiresAt: now + 51 * MINUTE,
      },
      { requestId: "9XW4RTBC", id: "staff0078", requestedAt: now - 2 * HOUR },
    ],
    people: Array.from({ length: 14 }, (_, index) => ({
      staffId: `staff${index}`,
      name: index % 2 === 0 ? nameOf(index / 2) : `同事 ${index}`,
      lastSeenAt: now - index * HOUR,
      mayWrite: index % 3 !== 2,
    })),
    groups: Array.from({ length: 5 }, (_, index) => ({
      conversationId: `cidGroup${index}==`,
      title: nameOf(index + 1),
      lastSeenAt: now - index * DAY,
      mayUse: index !== 3,
    })),
    peopleFound: 214,
    groupsFound: 5,
    lists: [
      { list: "allowFrom", entries: [{ id: "staff1", name: "同事 1" }, { id: "staff404" }] },
      { list: "groupAllowFrom", entries: [{ id: "cidGroup0==", name: nameOf(1) }] },
      { list: "paired", entries: [{ id: "staff2", name: nameOf(1) }] },
    ],
  };
}
