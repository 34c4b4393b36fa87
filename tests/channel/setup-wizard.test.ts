/** The wizard, answered by a script, against the local DingTalk: what is asked, proven, said and written. */
import { afterEach, describe, expect, test } from "vitest";
import { runWizard } from "../../src/channel/setup/wizard.ts";
import { createText } from "../../src/channel/text/text.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, type Emulator } from "../../src/emulator/index.ts";
import { connected } from "../support/dingtalk-rig.ts";
import { createSetupBench, localSection, type BenchOptions, type Reply } from "../support/setup-bench.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

const WAIT: Reply = { key: "wait" };
const BACK: Reply = { key: "back" };
const CTRL_C: Reply = { key: "ctrl-c" };
const BY_HAND = ["manual", DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET];
const SKIP = "";

async function run(emulator: Emulator, options: BenchOptions, answers = { accountId: "" }) {
  const section = { channels: { dingtalk: localSection(emulator) } };
  const bench = createSetupBench({ emulator, config: section, ...options });
  const code = await runWizard({ host: bench.host, text: createText("en"), language: "en" }, answers);
  return { ...bench, code, said: bench.printed.join("\n") };
}

const dingtalkOf = (config: Record<string, unknown>) =>
  (config["channels"] as Record<string, Record<string, unknown>>)["dingtalk"];

/** Somebody writes as soon as the wizard listens. */
function writeWhenListening(emulator: Emulator, clientId = () => DEFAULT_CLIENT_ID) {
  return async () => {
    await connected(emulator, clientId());
    const conversationId = emulator.openDirect(clientId(), "lina02");
    await emulator.say({ from: "lina02", conversationId, text: "你好" });
  };
}

describe("an operator with credentials", () => {
  test("has them proven line by line, is met by their first message, and reads the difference before it is written", async () => {
    const emulator = await start();
    const greet = writeWhenListening(emulator);
    const { code, said, config, notes, asked } = await run(emulator, {
      replies: [...BY_HAND, "pairing", WAIT, "owner", "write"],
      onAsked: ({ message }) => void (message.startsWith("Now write") && void greet()),
    });
    expect(said).toMatch(
      /✓ Credentials: .*accepted[\s\S]*✓ Stream[\s\S]*✓ Permission to send[\s\S]*✓ Permission for cards/,
    );
    expect(said).toContain("A message from 李娜, staffId lina02");
    expect(dingtalkOf(config())).toMatchObject({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      dmPolicy: "pairing",
      allowFrom: ["lina02"],
    });
    expect(config()).toMatchObject({
      commands: { ownerAllowFrom: ["dingtalk:lina02"] },
      session: { dmScope: "per-account-channel-peer" },
    });
    expect(notes.join("\n")).toContain("+ channels.dingtalk.dmPolicy");
    expect([said, ...notes].join("\n")).not.toContain(DEFAULT_CLIENT_SECRET);
    expect(asked.find(({ message }) => message.startsWith("Client Secret"))).toMatchObject({ secret: true });
    expect(code).toBe(0);
    const answer = emulator.messages().find(({ from }) => from.kind === "robot");
    expect(answer?.text).toContain("finish the set-up");
  });

  test("who mistypes the secret is told, and goes on with the right one", async () => {
    const emulator = await start();
    const { said, code, config } = await run(emulator, {
      replies: ["manual", DEFAULT_CLIENT_ID, "wrong", "change", ...BY_HAND, "keep", SKIP, "write"],
    });
    expect(said).toMatch(/✗ Credentials:[\s\S]*Client ID or Client Secret is wrong[\s\S]*✓ Credentials:/);
    expect(code).toBe(0);
    expect(dingtalkOf(config())).toMatchObject({ clientSecret: DEFAULT_CLIENT_SECRET });
  });

  test("whose app lacks a permission reads which and where to apply, is set up, and the exit code says so", async () => {
    const emulator = await start();
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const { said, code } = await run(emulator, { replies: [...BY_HAND, "keep", SKIP, "write"] });
    expect(said).toMatch(
      /! Permission for cards: Card\.Streaming\.Write is missing\n.*appscope\/apply\?content=/,
    );
    expect(code).toBe(3);
  });

  test("who goes back answers again, and the last answer counts", async () => {
    const emulator = await start();
    const { config, asked } = await run(emulator, {
      replies: [
        ...BY_HAND,
        "pairing",
        SKIP,
        BACK,
        BACK,
        "each",
        "allowlist",
        "disabled",
        "off",
        "keep",
        " Sales bot ",
        SKIP,
        "write",
      ],
    });
    expect(dingtalkOf(config())).toMatchObject({
      dmPolicy: "allowlist",
      groupPolicy: "disabled",
      enableAICard: false,
      name: "Sales bot",
    });
    expect(config()["session"]).toBeUndefined();
    expect(asked.filter(({ message }) => message.startsWith("Who may use"))).toHaveLength(2);
  });

  test("who goes back from any question meets the one before it, with what was chosen", async () => {
    const emulator = await start();
    const greet = writeWhenListening(emulator);
    /** Each question with a word of it, and what is answered. */
    const way: readonly (readonly [string, Reply])[] = [
      ["How do you get", "scan"],
      ["Waiting for", BACK],
      ["How do you get", "manual"],
      ["Client ID", BACK],
      ["How do you get", "manual"],
      ["Client ID", DEFAULT_CLIENT_ID],
      ["Client Secret", BACK],
      ["Client ID", DEFAULT_CLIENT_ID],
      ["Client Secret", DEFAULT_CLIENT_SECRET],
      ["use the bot", "each"],
      ["directly?", BACK],
      ["use the bot", "each"],
      ["directly?", "allowlist"],
      ["which groups", BACK],
      ["directly?", "disabled"],
      ["which groups", "disabled"],
      ["AI Cards", BACK],
      ["which groups", "allowlist"],
      ["AI Cards", "off"],
      ["session", BACK],
      ["AI Cards", "on"],
      ["session", "keep"],
      ["name for", BACK],
      ["session", "keep"],
      ["name for", "Sales"],
      ["Now write", WAIT],
      ["Is 李娜", BACK],
      ["Now write", BACK],
      ["use the bot", "keep"],
      ["Now write", WAIT],
      ["Is 李娜", "no"],
      ["Write it", BACK],
      ["Now write", WAIT],
      ["Is 李娜", "allow"],
      ["Write it", "write"],
    ];
    let waits = 0;
    const { asked, config, code } = await run(emulator, {
      replies: way.map(([, reply]) => reply),
      onAsked({ message }) {
        // Nobody writes the second time: it is the one that is gone back from.
        if (message.startsWith("Now write") && waits++ !== 1) void greet();
      },
    });
    expect(asked.map(({ message }, at) => message.includes(way[at]?.[0] ?? "-") || message)).toEqual(
      way.map(() => true),
    );
    expect(dingtalkOf(config())).toMatchObject({
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
    });
    expect(code).toBe(0);
  }, 30_000);

  test.each([
    ["at the first question", [CTRL_C]],
    ["at the secret", ["manual", DEFAULT_CLIENT_ID, CTRL_C]],
    ["at the difference", [...BY_HAND, "keep", SKIP, CTRL_C]],
    ["by an answer", [...BY_HAND, "keep", SKIP, "cancel"]],
  ])("who stops %s changes nothing", async (_when, replies) => {
    const emulator = await start();
    const { code, writes, said } = await run(emulator, { replies });
    expect([code, writes()]).toEqual([130, 0]);
    expect(said).toContain("Nothing was written.");
  });
});

describe("an operator with a phone", () => {
  test("scans, approves, and is set up with four answers", async () => {
    const emulator = await start();
    const { code, config, said, asked } = await run(emulator, {
      replies: ["scan", WAIT, "keep", SKIP, "write"],
      onAsked({ message }) {
        const [code0] = emulator.registrations();
        if (message.startsWith("Waiting for the scan")) emulator.scan(code0?.userCode ?? "", "approve");
      },
    });
    const [scanned] = emulator.registrations();
    expect(said).toContain(`[code: ${emulator.url}/_emulator/scan?user_code=${scanned?.userCode}]`);
    expect(dingtalkOf(config())).toMatchObject({ clientId: scanned?.clientId });
    expect(code).toBe(0);
    // The wait for the scan takes no answer.
    expect(asked).toHaveLength(5);
  }, 15_000);

  test("who cancels in DingTalk reads why and may choose another way", async () => {
    const emulator = await start();
    const { said, code } = await run(emulator, {
      replies: ["scan", WAIT, ...BY_HAND, "keep", SKIP, "write"],
      onAsked({ message }) {
        const [waiting] = emulator.registrations();
        if (message.startsWith("Waiting for the scan")) emulator.scan(waiting?.userCode ?? "", "refuse");
      },
    });
    expect(said).toContain("DingTalk did not create an app: 用户取消了授权");
    expect(code).toBe(0);
  }, 15_000);

  test("who has no code because DingTalk fails reads what to do, and enters credentials by hand", async () => {
    const emulator = await start();
    emulator.fault({
      operation: "registrationInit",
      effect: { kind: "refuse", status: 200, code: "90018" },
    });
    const { said, code } = await run(emulator, { replies: ["scan", ...BY_HAND, "keep", SKIP, "write"] });
    expect(said).toMatch(/✗ .*\n.*too many calls/);
    expect(code).toBe(0);
  }, 15_000);
});

const configured = (emulator: Emulator) => ({
  channels: {
    dingtalk: localSection(emulator, {
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
      dmPolicy: "pairing",
      longTaskNoticeDelayMs: 5,
    }),
  },
});

describe("an operator who has bots already", () => {
  test("keeps credentials without seeing them, and changes one setting only", async () => {
    const emulator = await start();
    const config = configured(emulator);
    const bench = await run(emulator, {
      config,
      replies: ["default", "keep", "each", "pairing", "open", "off", "keep", "", SKIP, "write"],
    });
    expect(bench.config()).toEqual({
      channels: { dingtalk: { ...config.channels.dingtalk, enableAICard: false } },
    });
    expect(JSON.stringify(bench.asked)).not.toContain(DEFAULT_CLIENT_SECRET);
  });

  test("sets up two bots one after the other, and stopping at the third keeps both", async () => {
    const emulator = await start();
    const another = ["\u0000new", "Sales", "scan", WAIT, "pairing", SKIP, "write-more"];
    const { config, code } = await run(emulator, {
      replies: [...BY_HAND, "keep", SKIP, "write-more", ...another, CTRL_C],
      onAsked({ message }) {
        const [waiting] = emulator.registrations();
        if (message.startsWith("Waiting for the scan")) emulator.scan(waiting?.userCode ?? "", "approve");
      },
    });
    const clientId = emulator.registrations()[0]?.clientId;
    expect(dingtalkOf(config())).toMatchObject({
      clientId: DEFAULT_CLIENT_ID,
      accounts: { sales: { clientId, dmPolicy: "pairing" } },
    });
    expect(dingtalkOf(config())).not.toHaveProperty("dmPolicy");
    expect(code).toBe(0);
  }, 15_000);

  test("is not let to give a second account the same app", async () => {
    const emulator = await start();
    const { said, asked } = await run(emulator, {
      config: configured(emulator),
      replies: ["\u0000new", "bot2", "manual", DEFAULT_CLIENT_ID, BACK, CTRL_C],
    });
    expect(said).toContain('"bot2" has the same clientId as "default"');
    expect(asked.some(({ secret }) => secret)).toBe(false);
  });

  test("is not asked for a message while the gateway listens to the same app", async () => {
    const emulator = await start();
    const { said, asked } = await run(emulator, {
      config: configured(emulator),
      gateway: () => [{ accountId: "default", connected: true }],
      replies: ["default", "keep", "keep", "write"],
    });
    expect(said).toContain("The gateway is connected with this app already");
    expect(said).toContain('The account "default" is connected');
    expect(asked.some(({ message }) => message.startsWith("Now write"))).toBe(false);
  });

  test("whose file could not keep its comments reads where it lies as it was", async () => {
    const emulator = await start();
    const { said } = await run(emulator, {
      losesComments: true,
      replies: [...BY_HAND, "keep", SKIP, "write"],
    });
    expect(said).toContain("openclaw.json.bak");
  });
});
