/** Drives the host's own doors for our channel. */
import { createEmulator, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "/tmp/wt-e4/src/emulator/index.ts";
import { prepareGatewayState } from "/tmp/wt-e4/tests/support/gateway.ts";
import { createScriptedModel } from "/tmp/wt-e4/tests/support/scripted-model.ts";
import { openTerminal, Key } from "/tmp/wt-e4/tests/support/terminal.ts";
import { localSection } from "/tmp/wt-e4/tests/support/setup-bench.ts";
import { readHostConfig } from "/tmp/wt-e4/scripts/gateway/host-config.ts";
import { test } from "vitest";
const sec = (s: string) => console.log(`\n========== ${s}`);
test("drive", async () => {
  const emulator = await createEmulator();
  const model = await createScriptedModel();
  const state = await prepareGatewayState({ model: { baseUrl: model.baseUrl }, dingtalk: localSection(emulator) });
  const env = { LANG: process.env.DRIVE_LANG ?? "en_US.UTF-8", DT_SECRET: DEFAULT_CLIENT_SECRET };
  const run = async (args: string[]) => {
    sec(`openclaw ${args.join(" ")}`);
    const { code, output } = await state.cli(args, { env, allowFailure: true });
    console.log(`[exit ${code}]\n${output.slice(0, 3500)}`);
  };
  const sit = async (args: string[], keys: [RegExp, string][], tail = 8000) => {
    sec(`PTY openclaw ${args.join(" ")}`);
    const t = openTerminal(state.stateDir, args, env);
    try {
      for (const [see, key] of keys) { await t.see(see, 40_000); await new Promise((r) => setTimeout(r, 400)); t.type(key); }
      const code = await Promise.race([t.ended, new Promise((r) => setTimeout(() => r("still open"), 15000))]);
      console.log(`[end ${code}]`);
    } catch (e) { console.log("!!", String(e).slice(0, 1500)); }
    console.log(t.shown().slice(-tail));
    await t.kill();
  };
  const what = (process.env.DRIVE ?? "").split(",");
  const on = (n: string) => what.includes(n);
  if (on("flags")) {
    await run(["channels", "list"]);
    await run(["channels", "add", "--help"]);
    await run(["channels", "add", "--channel", "dingtalk"]);
    await run(["channels", "add", "--channel", "dingtalk", "--client-id", "x"]);
    await run(["channels", "add", "--channel", "dingtalk", "--client-id", DEFAULT_CLIENT_ID, "--client-secret", "wrong"]);
    await run(["channels", "add", "--channel", "dingtalk", "--account", "bot2", "--name", "Second", "--client-id", "dingsecond01", "--client-secret", "abc"]);
    console.log(JSON.stringify(readHostConfig(state.stateDir)["channels"], null, 1));
    await run(["channels", "login", "--channel", "dingtalk"]);
    await run(["channels", "logout", "--channel", "dingtalk"]);
    await run(["channels", "status", "--probe"]);
    await run(["channels", "remove", "--channel", "dingtalk", "--account", "bot2", "--delete"]);
    console.log(JSON.stringify(readHostConfig(state.stateDir)["channels"], null, 1));
  }
  const fresh = async () => { const { writeHostConfig } = await import("/tmp/wt-e4/scripts/gateway/host-config.ts"); writeHostConfig(state.stateDir, { ...readHostConfig(state.stateDir), channels: { dingtalk: localSection(emulator) }, session: {} }); };
  if (on("add")) {
    await sit(["channels", "add"], [[/Set up a chat channel now/, Key.enter], [/Select a channel[\s\S]*Finished/, Key.down], [/./, Key.down], [/./, Key.down], [/./, Key.enter], [/How do you get/, Key.down], [/Scan a code/, Key.enter], [/Client ID \(AppKey\)/, DEFAULT_CLIENT_ID + Key.enter], [/Client Secret/, DEFAULT_CLIENT_SECRET + Key.enter], [/Who may use the bot/, Key.enter], [/Now write to the bot|press Enter to skip/, Key.enter], [/.*/, Key.enter], [/.*/, ""]], 12000);
    console.log(JSON.stringify(readHostConfig(state.stateDir)["channels"]));
    await fresh();
  }
  if (on("configure")) {
    await sit(["configure", "--section", "channels"], [[/Channel setup/, Key.enter], [/Select a channel[\s\S]*Finished/, Key.down], [/./, Key.down], [/./, Key.down], [/./, Key.enter], [/How do you get/, Key.ctrlC]]);
  }
  await model.close(); await emulator.close(); state.remove();
}, 600_000);
