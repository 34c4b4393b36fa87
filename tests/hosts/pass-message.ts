/**
 * One release of the host, named by OPENCLAW_DINGTALK_HOST: our tarball by its own installer, a gateway, and a message
 * that is answered. Prints one line of JSON. Run by `npm run test:hosts`.
 */
import { createEmulator, DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { answered, connected, crowdedSeed, dingtalkSection } from "../support/dingtalk-rig.ts";
import { prepareGatewayState, startGateway } from "../support/gateway.ts";
import { createScriptedModel } from "../support/scripted-model.ts";

export interface Passed {
  readonly ok: boolean;
  /** Why not, or what a person saw. */
  readonly detail: string;
  /** The gateway's last lines, where it failed. */
  readonly log: readonly string[];
}

const ANSWER = "Answered through this release.";
const PERSON = "tester00";
const LOG_LINES = 20;

async function passMessage(): Promise<Passed> {
  const emulator = await createEmulator({ seed: crowdedSeed() });
  const model = await createScriptedModel();
  const state = await prepareGatewayState({
    model: { baseUrl: model.baseUrl },
    dingtalk: dingtalkSection(emulator),
    config: { session: { dmScope: "per-account-channel-peer" } },
  });
  const gateway = await startGateway(state);
  try {
    await connected(emulator);
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    model.always(() => true, ["Answered through ", { wait: 50 }, "this release."]);
    await emulator.say({ from: PERSON, conversationId, text: "hello host" });
    const message = await answered(emulator, conversationId, ANSWER, 60_000);
    return { ok: true, detail: `answered by ${message.card ? "card" : "message"}`, log: [] };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, detail, log: gateway.logs().slice(-LOG_LINES) };
  } finally {
    await gateway[Symbol.asyncDispose]();
    await model.close();
    await emulator.close();
  }
}

const result = await passMessage().catch((error: unknown): Passed => {
  return { ok: false, detail: error instanceof Error ? error.message : String(error), log: [] };
});
process.stdout.write(`${JSON.stringify(result)}\n`);
process.exit(result.ok ? 0 : 1);
