/** One message from the journal to its answer: which steps it takes, and where it stops. */
import { describe, expect, it } from "vitest";
import type { HostTurn } from "../../src/channel/host/turn.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { senderIdOf } from "../../src/channel/host/access.ts";
import { sleep } from "../../src/lib/clock.ts";
import type { InboundMessage, Refusal } from "../../src/channel/model.ts";
import { runTurn, type TurnDeps } from "../../src/channel/turn/run-turn.ts";
import { robotMessageSample } from "../../src/contract/samples/robot-messages.ts";
import { createFakeLifecycle, createFakeTurnHost } from "../support/fake-turn-host.ts";
import { createFakeTurnMedia } from "../support/fake-media.ts";
import { createReplyScene, inbound } from "../support/reply-scene.ts";

const environment = { env: {}, stateDir: "/state", home: "/home" };
const account = (section: Record<string, unknown> = {}) =>
  resolveAccount({ clientId: "robot", clientSecret: "s", ...section }, undefined, environment);

function stage(change: Partial<TurnDeps> = {}, scene = createReplyScene()) {
  const host = createFakeTurnHost();
  const refused: [Refusal, InboundMessage | undefined][] = [];
  const notices: string[] = [];
  const deps: TurnDeps = {
    account: account(),
    readConfig: () => ({}),
    readAccount: () => account(),
    host,
    desk: scene.desk(),
    media: createFakeTurnMedia(),
    notices: { claim: () => true, release() {} },
    learn() {},
    prompts: { takeWord: async () => false, ask: async () => ({ via: "robot" }) },
    clock: scene.clock,
    logger: scene.logger,
    onRefused: (refusal, message) => refused.push([refusal, message]),
    onPushQuotaGone: () => notices.push("quota gone"),
    ...change,
  };
  const lifecycle = createFakeLifecycle();
  const run = (data: unknown) =>
    scene.clock.settle(runTurn(deps, [typeof data === "string" ? data : JSON.stringify(data)], lifecycle));
  return { scene, host, deps, refused, notices, lifecycle, run };
}

/** What was told, as the account keeps it. */
const claimed = () => {
  const keys: string[] = [];
  const notices = {
    claim: (key: string) => !keys.includes(key) && keys.push(key) > 0,
    release: (key: string) => void keys.splice(keys.indexOf(key), 1),
  };
  return { keys, notices };
};

const direct = robotMessageSample("a text in a direct chat");

describe("a message that may be answered", () => {
  it("passes access, runs its turn and is answered", async () => {
    const { scene, host, lifecycle, refused, run } = stage();
    expect(await run(direct)).toEqual({ kind: "completed" });
    expect(host.log).toEqual(["access", "turn"]);
    expect(lifecycle.said).toEqual(["adopted"]);
    expect(scene.cards()).toEqual(["answer to hello"]);
    expect([scene.spinning(), refused]).toEqual([0, []]);
  });

  it("is judged by the lists of now, not by those of the account's start", async () => {
    let allowFrom = ["lina02"];
    const { host, run } = stage({ readAccount: () => account({ dmPolicy: "allowlist", allowFrom }) });
    await run(direct);
    allowFrom = ["lina02", "manager807"];
    await run({ ...direct, msgId: "m2" });
    expect(host.requests.map(({ policy }) => policy.allowFrom)).toEqual([
      ["lina02"],
      ["lina02", "manager807"],
    ]);
  });

  it("that waits behind another is left to the host", async () => {
    const { host, scene, run } = stage();
    host.agent = async (turn) => {
      turn.lifecycle.onDeferred();
      return "deferred";
    };
    expect(await run(direct)).toEqual({ kind: "deferred" });
    expect([scene.cards(), scene.clock.pending]).toEqual([[], 0]);
  });

  it("of an unsupported type reaches the agent by its name, and the log", async () => {
    const { host, scene, run } = stage();
    await run(robotMessageSample("a type that DingTalk itself does not know"));
    expect(host.requests[0]?.message.text).toBe("[unsupported: unknownMsgType]");
    expect(scene.logger.lines.join("\n")).toContain("unsupported type");
  });

  it("can be answered by webhook later, also when the turn said nothing", async () => {
    const { deps, host, scene, run } = stage();
    host.agent = async () => "completed";
    const outsider = { ...robotMessageSample("a text from outside the organisation") };
    outsider["sessionWebhookExpiredTime"] = scene.clock.now() + 60_000;
    await run(outsider);
    await deps.desk.deliver(`conversation:${String(direct["conversationId"])}`, "later");
    expect(scene.messages).toEqual([`webhook ${String(direct["sessionWebhook"])}: later`]);
  });
});

describe("a message in a group", () => {
  it("brings the group's prompt and skills; one in a direct chat brings none", async () => {
    const groups = { "*": { skills: ["weather"] }, cidGroup: { systemPrompt: " Speak of tests. " } };
    const { host, run } = stage({ readAccount: () => account({ groups }) });
    const turns: HostTurn[] = [];
    host.agent = async (turn) => {
      turns.push(turn);
      return "completed";
    };
    await run({
      ...robotMessageSample("a text in a group, where the cut mention leaves a blank"),
      conversationId: "cidGroup",
    });
    await run(direct);
    expect(turns.map(({ group }) => group)).toMatchObject([
      { systemPrompt: "Speak of tests.", skills: ["weather"] },
      undefined,
    ]);
  });

  it("and several lines of one person are one message to the agent", async () => {
    const { deps, host, lifecycle, scene } = stage();
    const lines = ["one", "two"].map((content, index) =>
      JSON.stringify({ ...direct, msgId: `m${index}`, text: { content } }),
    );
    await scene.clock.settle(runTurn(deps, lines, lifecycle));
    expect(host.requests.map(({ message }) => [message.text, message.id])).toEqual([["one\ntwo", "m1"]]);
  });
});

describe("everybody who writes", () => {
  it("is learned, also who is refused", async () => {
    const learned: string[] = [];
    const { host, run } = stage({ learn: ({ sender }) => learned.push(sender.staffId ?? "?") });
    host.admission = "drop";
    await run(direct);
    expect(learned).toEqual(["manager807"]);
  });
});

describe("what came along with a message", () => {
  const fileMessage = robotMessageSample("a file");

  it("is fetched after access was granted, and reaches the agent by its name", async () => {
    const media = createFakeTurnMedia();
    const { host, run } = stage({ media });
    let turn: HostTurn | undefined;
    host.agent = async (given) => {
      turn = given;
      return "completed";
    };
    expect(await run(fileMessage)).toEqual({ kind: "completed" });
    expect(turn?.body).toBe("[file: 报价单.xlsx]");
    expect(turn?.message.text).toBe("");
    expect(turn?.files).toMatchObject([{ path: "/archive/dc0", name: "报价单.xlsx" }]);
    expect(media.ends).toHaveLength(1);
  });

  it.each(["drop", "pairing-required"] as const)("is not fetched for a stranger (%s)", async (word) => {
    const media = createFakeTurnMedia();
    const { host, run } = stage({ media });
    host.admission = word;
    await run(fileMessage);
    expect([media.stored, media.ends.length]).toEqual([[], 1]);
  });

  it.each([
    ["too-big", "above the limit of 100 MB and was not taken", "above the limit of 100 MB]"],
    ["away", "did not arrive; please send it again", "the download failed]"],
    ["disk", "did not arrive; please send it again", "the download failed]"],
  ] as const)(
    "and could not be kept (%s) is told to the person and to the agent",
    async (reason, said, line) => {
      const media = createFakeTurnMedia();
      media.fate = (attachment) => ({ kind: "missed", attachment, reason });
      const { scene, host, run } = stage({ media });
      let turn: HostTurn | undefined;
      host.agent = async (given) => {
        turn = given;
        return "completed";
      };
      expect(await run(fileMessage)).toEqual({ kind: "completed" });
      expect(scene.messages.join("\n")).toContain(`"报价单.xlsx"`);
      expect(scene.messages.join("\n")).toContain(said);
      expect(turn?.body).toContain(`[not received: 报价单.xlsx, `);
      expect(turn?.body).toContain(line);
      expect(turn?.files).toEqual([]);
    },
  );

  it("is left for later when the gateway stops meanwhile, and nobody is told anything", async () => {
    const media = createFakeTurnMedia();
    const reason = new Error("the gateway stops");
    const { scene, host, lifecycle, run } = stage({ media });
    media.fate = (attachment) => {
      lifecycle.abort(reason);
      return { kind: "missed", attachment, reason: "away" };
    };
    expect(await run(fileMessage)).toEqual({ kind: "failed-retryable", error: reason });
    expect([host.log, scene.messages]).toEqual([["access"], []]);
  });
});

describe("a message that starts no turn", () => {
  it.each(["drop", "skip", "observe"] as const)(
    "is refused by the host's word %s and said nothing to",
    async (word) => {
      const { scene, host, refused, run } = stage();
      host.admission = word;
      expect(await run(direct)).toEqual({ kind: "completed" });
      expect(host.log).toEqual(["access"]);
      expect(refused).toMatchObject([
        [{ reason: word, detail: "because" }, { sender: { staffId: "manager807" } }],
      ]);
      expect([scene.cards(), scene.messages]).toEqual([[], []]);
    },
  );

  describe("because of who sent it, or where", () => {
    const group = {
      ...robotMessageSample("a text in a group, where the cut mention leaves a blank"),
      isInAtList: true,
      atUsers: [],
    };
    it("is told to the person once, with the id for the operator", async () => {
      const { notices } = claimed();
      const { scene, host, refused, run } = stage({ notices });
      host.admission = "drop";
      host.reason = "dm_policy_not_allowlisted";
      await run(direct);
      await run({ ...direct, msgId: "m2" });
      expect(scene.messages).toEqual([
        "user:manager807: You are not on this bot's list. To be let in, give its operator your id: manager807",
      ]);
      expect(refused.map(([refusal]) => refusal.detail)).toEqual(
        Array.from({ length: 2 }, () => "dm_policy_not_allowlisted"),
      );
    });

    it.each([
      ["group_policy_not_allowlisted", /You may not use this bot in this group.*: manager807$/],
      ["group_not_allowlisted", /This group is not on this bot's list.*: cid/],
      ["control_command_unauthorized", /You may not use commands.*: manager807$/],
    ])("in a group is told to who mentioned the bot (%s)", async (reason, sentence) => {
      const { scene, host, run } = stage(claimed());
      host.admission = "drop";
      host.reason = reason;
      await run({ ...group, senderStaffId: "manager807" });
      expect(scene.messages).toEqual([expect.stringMatching(sentence)]);
    });

    it("in a group is not told to who mentioned nobody, nor where groups are switched off", async () => {
      const { scene, host, run } = stage(claimed());
      host.admission = "drop";
      host.reason = "group_policy_not_allowlisted";
      await run({ ...group, isInAtList: false });
      host.reason = "group_policy_disabled";
      await run(group);
      host.reason = "dm_policy_disabled";
      await run(direct);
      expect(scene.messages).toEqual([]);
    });

    it("and cannot be told is told the next time", async () => {
      const { keys, notices } = claimed();
      const { deps, scene, host } = stage();
      const desk = { ...deps.desk, sendText: () => Promise.reject(new Error("away")) };
      const failing = stage({ desk, host, notices, logger: scene.logger });
      host.admission = "drop";
      host.reason = "dm_policy_not_allowlisted";
      expect(await failing.run(direct)).toEqual({ kind: "completed" });
      expect(keys).toEqual([]);
      expect(scene.logger.lines.join("\n")).toContain("could not be told of a refusal");
    });
  });

  it("from a stranger gets a pairing code", async () => {
    const { scene, host, refused, run } = stage();
    host.admission = "pairing-required";
    expect(await run(direct)).toEqual({ kind: "completed" });
    expect(host.log).toEqual(["access", "pairing manager807"]);
    expect(scene.messages).toEqual(["user:manager807: your code: 1234"]);
    expect([refused[0]?.[0].reason, scene.cards()]).toEqual(["pairing-required", []]);
  });

  it("from a stranger whose code cannot be sent is still done, and the log says so", async () => {
    const { deps, scene, host, run } = stage();
    host.admission = "pairing-required";
    const desk = { ...deps.desk, sendText: () => Promise.reject(new Error("away")) };
    const failing = stage({ desk, host, logger: scene.logger });
    expect(await failing.run(direct)).toEqual({ kind: "completed" });
    expect(scene.logger.lines.join("\n")).toContain("The pairing code could not be sent");
    expect(await run(direct)).toEqual({ kind: "completed" });
  });

  it("because it is empty, or no message at all, asks nobody", async () => {
    const { host, refused, run } = stage();
    for (const data of [{ ...direct, text: { content: " " } }, "no json", { msgId: "m" }])
      expect(await run(data)).toEqual({ kind: "completed" });
    expect(refused.map(([refusal]) => refusal.reason)).toEqual(["empty", "not-json", "wrong-shape"]);
    expect(host.log).toEqual([]);
  });

  it("because the month's pushes are spent tells the operator", async () => {
    const { host, notices, refused, run } = stage();
    await run(robotMessageSample("a notice that the month's pushes are spent"));
    expect([notices, refused[0]?.[0].reason, host.log]).toEqual([["quota gone"], "push-quota-gone", []]);
  });
});

describe("a turn that does not end well", () => {
  it("stopped by the gateway before it began is tried again later", async () => {
    const { host, lifecycle, run } = stage();
    const reason = new Error("the gateway stops");
    host.agent = async () => {
      lifecycle.abort(reason);
      return "aborted";
    };
    expect(await run(direct)).toEqual({ kind: "failed-retryable", error: reason });
  });

  it("thrown out of by the host closes the card it had opened, and the failure is the host's own", async () => {
    const { deps, scene, host, run } = stage();
    host.agent = async (turn) => {
      turn.events.onRunStart("r1");
      deps.desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "Begun" });
      await sleep(scene.clock, 1_000);
      throw new Error("the host broke");
    };
    await expect(run(direct)).rejects.toThrow("the host broke");
    await scene.clock.advance(1_500);
    expect([scene.cards(), scene.spinning()]).toEqual([["Begun"], 0]);
  });

  it("keeps its result when what is left of the answer cannot be sent", async () => {
    const scene = createReplyScene();
    const desk = scene.desk({ sender: { send: () => Promise.reject(new Error("away")) } });
    const { host, run } = stage({ desk }, scene);
    scene.api.fail({ when: () => true, fault: { code: "refused" }, times: 99 });
    host.agent = async (turn) => {
      turn.events.onRunStart("r1");
      desk.onAgentEvent({ kind: "text", runId: "r1", itemId: "r1:0", text: "Begun" });
      await sleep(scene.clock, 1_000);
      return "completed";
    };
    expect(await run(direct)).toEqual({ kind: "completed" });
    expect(scene.logger.lines.join("\n")).toContain("The end of an answer could not be sent");
  });

  it("logs an answer that the host could not deliver", async () => {
    const { host, scene, run } = stage();
    host.agent = async (turn) => {
      turn.events.onDeliveryError(new Error("refused"), "final");
      return "completed";
    };
    await run(direct);
    expect(scene.logger.lines.join("\n")).toContain("An answer could not be delivered");
  });
});

describe("the id that lists and sessions know a person by", () => {
  it("is never the name, which people choose themselves", () => {
    expect(senderIdOf(inbound())).toBe("user1");
    expect(senderIdOf(inbound({ sender: { senderId: "$:x", name: "manager807" } }))).toBe("$:x");
    expect(senderIdOf(inbound({ sender: { name: "manager807" } }))).toBe("conversation:cidDirect");
  });
});
