/** What the commands of `openclaw china` take in common: an account that is there, a language that we speak. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { journalPath } from "../../src/channel/journal/sqlite.ts";
import { registerChinaCommands, type CommandBuilder } from "../../src/channel/setup/china-commands.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createSetupBench } from "../support/setup-bench.ts";

type Action = (...args: unknown[]) => void | Promise<void>;

interface Declared {
  readonly flags: string[];
  run: Action;
}

/** Keeps what is declared under its words: `china media find <word>`. */
function createRecorder() {
  const commands = new Map<string, Declared>();
  const build = (words: string): CommandBuilder => {
    const declared: Declared = { flags: [], run: () => undefined };
    commands.set(words, declared);
    const builder: CommandBuilder = {
      command: (name) => build(words === "" ? name : `${words} ${name}`),
      description: () => builder,
      option(flags) {
        declared.flags.push(flags);
        return builder;
      },
      action(run) {
        declared.run = run as Action;
        return builder;
      },
      outputHelp: () => undefined,
    };
    return builder;
  };
  return { program: build(""), commands };
}

let stateDir: string;
beforeEach(() => {
  stateDir = temporaryFolder();
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const TWO = {
  accounts: {
    default: { clientId: "dingone001", clientSecret: "one-secret" },
    support: { clientId: "dingtwo001", clientSecret: "two-secret" },
  },
};

interface Run {
  readonly section?: Record<string, unknown>;
  readonly env?: Readonly<Record<string, string>>;
}

function openclaw({ section = TWO, env = { LANG: "en_US.UTF-8" } }: Run = {}) {
  const bench = createSetupBench({ stateDir, env, config: { channels: { dingtalk: section } } });
  const { program, commands } = createRecorder();
  const codes: number[] = [];
  registerChinaCommands(program, {
    section: () => section,
    machine: bench.host.machine,
    print: bench.host.print,
    openHost: async () => ({ ...bench.host, isTerminal: false }),
    startDingTalk: () => Promise.reject(new Error("nobody tries anything here")),
    ended: async () => undefined,
    hold: (work) => work,
    setExitCode: (code) => void codes.push(code),
  });
  return {
    commands,
    /** Its exit code and what it printed. */
    async run(words: string, options: Record<string, unknown>, ...args: string[]) {
      const from = bench.printed.length;
      await commands.get(words)?.run(...args, options);
      return { code: codes.at(-1), said: bench.printed.slice(from).join("\n") };
    },
  };
}

const argumentOf = (words: string) => (words.includes("<") ? ["anything"] : []);
const declaring = (flag: string) =>
  [...openclaw().commands].filter(([, { flags }]) => flags.some((one) => one.startsWith(flag)));

describe("--account", () => {
  const taking = declaring("--account").filter(([words]) => words !== "china setup");

  it("is taken by the commands that look after accounts", () => {
    expect(taking.map(([words]) => words)).toEqual(
      expect.arrayContaining(["china doctor", "china media list", "china dead-letters show <id>"]),
    );
    expect(taking.length).toBeGreaterThanOrEqual(10);
  });

  it.each(taking.map(([words]) => words))(
    "of nobody is refused by `%s`, which says whom there is",
    async (words) => {
      const { code, said } = await openclaw().run(words, { account: "nobody" }, ...argumentOf(words));
      expect(said).toBe('--account: there is no account "nobody"; configured: default, support');
      expect(code).toBe(2);
    },
  );

  it("of nobody is refused by what doctor does with its flags too, and in Chinese", async () => {
    for (const flag of [{ count: "8" }, { message: "last" }, { fix: true }]) {
      const { code, said } = await openclaw().run("china doctor", {
        account: "nobody",
        lang: "zh-CN",
        ...flag,
      });
      expect([code, said]).toEqual([2, "参数 --account：没有账号“nobody”，已配置的账号：default, support"]);
    }
  });

  it("may be written as the host lets people write it", async () => {
    const { code, said } = await openclaw().run("china media list", { account: "Support" });
    expect([code, said]).toEqual([0, "No file has been received yet."]);
    expect((await openclaw().run("china quota", { account: "SUPPORT", json: true })).said).toContain(
      '"accountId":"support"',
    );
  });

  it("points at the set-up while no account is configured", async () => {
    const { said } = await openclaw({ section: {} }).run("china messages", { account: "nobody" });
    expect(said).toBe(
      '--account: there is no account "nobody", nor any other; make one: openclaw china setup',
    );
  });

  it("may name an account that was taken out, where its failed messages are still kept", async () => {
    const directory = path.join(stateDir, "dingtalk", "journal");
    mkdirSync(directory, { recursive: true });
    writeFileSync(journalPath({ directory, channelId: "dingtalk", accountId: "former" }), "");
    const { code, said } = await openclaw().run("china dead-letters list", { account: "former" });
    expect([code, said]).toEqual([0, "No message has failed."]);
  });

  it("of `china setup` names an account that is to be made", async () => {
    const secret = { clientSecretEnv: "NEW_SECRET" };
    const options = { account: "new", clientId: "dingnew001", json: true, dryRun: true, skipChecks: true };
    const { code, said } = await openclaw({ env: { NEW_SECRET: "x" } }).run("china setup", {
      ...options,
      ...secret,
    });
    expect(code).toBe(0);
    expect(said).toContain("channels.dingtalk.accounts.new");
  });
});

describe("--lang", () => {
  const taking = declaring("--lang").map(([words]) => words);

  it.each(taking)("in a language that we do not speak is refused by `%s`", async (words) => {
    const { code, said } = await openclaw().run(words, { lang: "xx" }, ...argumentOf(words));
    expect(said).toBe('--lang: there is no language "xx"; wanted: zh (Chinese) or en (English)');
    expect(code).toBe(2);
  });

  it("is refused in the terminal's own language", async () => {
    const { said } = await openclaw({ env: { LANG: "zh_CN.UTF-8" } }).run("china messages", { lang: "" });
    expect(said).toBe("参数 --lang：没有“”这种语言，可用 zh（中文）或 en（英文）");
  });

  it.each([
    ["zh", "最近"],
    ["zh-CN", "最近"],
    ["zh_TW.UTF-8", "最近"],
    ["EN", "No message"],
    ["en-GB", "No message"],
  ])("takes %s", async (lang, beginning) => {
    const { code, said } = await openclaw().run("china messages", { lang });
    expect(said.startsWith(beginning)).toBe(true);
    expect(code).toBe(0);
  });
});
