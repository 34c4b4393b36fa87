/**
 * Another DingTalk plugin for OpenClaw as a witness, unmodified from the package registry: @soimy/dingtalk, on a release
 * of the host that it loads on. It knows nothing of the emulator and names DingTalk's hosts in its code, so the gateway
 * is started with the preload of the examples. `npm run test:witness` installs the host and runs this lane.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  overlayConfig,
  readHostConfig,
  writeHostConfig,
  type JsonObject,
} from "../../scripts/gateway/host-config.ts";
import { HOST_VARIABLE, projectRoot } from "../../scripts/gateway/project-paths.ts";
import { ApiCode } from "../../src/contract/errors.ts";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type Emulator,
} from "../../src/emulator/index.ts";
import { answered, connected, crowdedSeed } from "../support/dingtalk-rig.ts";
import { prepareGatewayState, startGateway, type Gateway } from "../support/gateway.ts";
import { createScriptedModel, type ScriptedModel } from "../support/scripted-model.ts";

const PLUGIN = "@soimy/dingtalk@3.6.7";
const robotName = defaultSeed().apps[0]?.name ?? "";
const ANSWER = "An answer by another plugin.";
const WAIT_MS = 60_000;

if (process.env[HOST_VARIABLE] === undefined)
  throw new Error(`Run \`npm run test:witness\`: it installs a host and sets ${HOST_VARIABLE}.`);

/** The plugin's own configuration; it has no key for other addresses. */
const section: JsonObject = {
  enabled: true,
  clientId: DEFAULT_CLIENT_ID,
  clientSecret: DEFAULT_CLIENT_SECRET,
  dmPolicy: "open",
  groupPolicy: "open",
  messageType: "card",
};

/** The plugin's own published template, as its source names it. */
const template = {
  id: "675cde2f-f526-40cb-b828-f5b2b57b8b77.schema",
  contentKey: "content",
  statusKey: "flowStatus",
  initial: {},
};
const seed = { ...crowdedSeed(), templates: [template] };

/** As its users do it: the host's installer, then the channel in the configuration. */
async function installWitness(model: ScriptedModel) {
  const state = await prepareGatewayState({ model: { baseUrl: model.baseUrl }, tarball: null });
  await state.cli(["plugins", "install", PLUGIN, "--pin"], { timeoutMs: 300_000 });
  const config = overlayConfig(readHostConfig(state.stateDir), {
    channels: { dingtalk: section },
    plugins: { allow: ["dingtalk"], entries: { dingtalk: { enabled: true } } },
  });
  writeHostConfig(state.stateDir, config);
  return state;
}

describe(`${PLUGIN}, unmodified`, () => {
  let emulator: Emulator;
  let model: ScriptedModel;
  let gateway: Gateway;

  beforeAll(async () => {
    emulator = await createEmulator({ seed });
    model = await createScriptedModel();
    model.always(() => true, ["An answer ", { wait: 50 }, "by another plugin."]);
    const preload = pathToFileURL(join(projectRoot, "examples", "node", "aim-at-emulator.mjs"));
    gateway = await startGateway(await installWitness(model), {
      env: { NODE_OPTIONS: `--import ${preload.href}`, DINGTALK_EMULATOR: emulator.url },
    });
    await connected(emulator, DEFAULT_CLIENT_ID, WAIT_MS);
  }, 600_000);

  afterAll(async () => {
    await gateway?.[Symbol.asyncDispose]();
    await model?.close();
    await emulator?.close();
  }, 60_000);

  const talk = async (from: string, conversationId: string) => {
    const text = `@${robotName} hello`;
    const { msgId } = await emulator.say({ from, conversationId, text, mentions: [DEFAULT_CLIENT_ID] });
    const message = await answered(emulator, conversationId, ANSWER, WAIT_MS);
    const said = emulator.messages(conversationId).find(({ id }) => id === msgId);
    expect(said?.pushes).toMatchObject([{ state: "acked", attempts: 1 }]);
    expect(said?.reactions).toMatchObject([{ clientId: DEFAULT_CLIENT_ID }]);
    return message;
  };

  test(
    "a person's direct message is answered on a card of its own, which ends",
    async () => {
      const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "tester00");
      const { card } = await talk("tester00", conversationId);
      expect(card).toMatchObject({ templateId: template.id, state: "finished" });
      expect(emulator.coverage().unknown).toEqual([]);
    },
    WAIT_MS * 2,
  );

  test(
    "a mention in a group is answered by a message where cards are refused",
    async () => {
      const scopes = ["Card.Instance.Write"];
      emulator.fault({
        operation: "createAndDeliverCard",
        effect: { kind: "refuse", status: 403, code: ApiCode.permissionDenied, scopes },
      });
      const group = emulator.snapshot().conversations.find(({ type }) => type === "group");
      const message = await talk("tester01", group?.conversationId ?? "");
      expect(message.card).toBeUndefined();
      expect(message.from).toMatchObject({ kind: "robot", id: DEFAULT_CLIENT_ID });
    },
    WAIT_MS * 2,
  );
});
