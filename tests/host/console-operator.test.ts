/**
 * Set-up, permissions and people of the console over the real gateway: its own pairing, its own configuration writer,
 * and a bot that works meanwhile. One gateway, one account for each policy, and one that is set up here.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  ConsoleRefusal,
  ListAnswer,
  PairingAnswer,
  PeopleView,
  PermissionsView,
} from "../../src/contract/console.ts";
import type { SettingsProgress } from "../../src/contract/console-settings.ts";
import type { SetupJob, SetupView } from "../../src/contract/console-setup.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { allScopes } from "../../src/emulator/seed.ts";
import { readHostConfig } from "../../scripts/gateway/host-config.ts";
import { consoleCaller, type ConsoleCaller } from "../support/console-caller.ts";
import {
  answered,
  connected,
  crowdedSeed,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";

const PAIRING_ID = "dingpairingbot0002";
const LISTED_ID = "dinglistedbot0003";
const NEW_ID = "dingnewbot0004";
const secretOf = (clientId: string) => `local-secret-of-${clientId}`;
const account = (clientId: string, rest: object) => ({ clientId, clientSecret: secretOf(clientId), ...rest });

let rig: Rig;
let page: ConsoleCaller;
beforeAll(async () => {
  const seed = crowdedSeed();
  const apps = [PAIRING_ID, LISTED_ID, NEW_ID].map((clientId) => ({
    clientId,
    clientSecret: secretOf(clientId),
    name: `机器人${clientId}`,
    scopes: allScopes(),
  }));
  rig = await startRig({
    seed: { ...seed, apps: [...seed.apps, ...apps] },
    dingtalk: {
      language: "en",
      accounts: {
        pairing: account(PAIRING_ID, { dmPolicy: "pairing" }),
        listed: account(LISTED_ID, { dmPolicy: "allowlist", allowFrom: ["nobody"] }),
      },
    },
  });
  for (const clientId of [PAIRING_ID, LISTED_ID]) await connected(rig.emulator, clientId);
  page = consoleCaller(rig.gateway.url, rig.gateway.token);
}, 180_000);
afterAll(async () => {
  await rig?.close();
});

const said = (conversationId: string) => robotMessages(rig.emulator, conversationId).map(shownText);
const section = () =>
  (readHostConfig(rig.gateway.state.stateDir)["channels"] as { dingtalk: Record<string, unknown> }).dingtalk;

/** Says something in a direct conversation; resolves when the bot has acknowledged it. */
async function write(to: string, from: string, text: string): Promise<string> {
  const conversationId = rig.emulator.openDirect(to, from);
  const { msgId } = await rig.emulator.say({ from, conversationId, text });
  await rig.emulator.waitFor(({ messages }) =>
    messages.find(({ id }) => id === msgId)?.pushes?.every(({ state }) => state === "acked"),
  );
  return conversationId;
}

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const answer = await page.post<Answer>(path, body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

const until = (done: (view: PeopleView) => boolean, accountId = "pairing") =>
  page.until<PeopleView>(`people?account=${accountId}`, done);

const finished = (job: SetupJob) =>
  page.until<SetupJob>(`setup/job/${job.id}`, ({ state }) => state !== "running");

const accountOf = ({ accounts }: PermissionsView) =>
  accounts.find(({ accountId }) => accountId === "default");

describe("an operator who sees to pairing requests", () => {
  test("refuses one, approves another, who is told in the chat and then answered, and takes the approval back", async () => {
    const [unwanted, wanted] = [rig.newPerson(), rig.newPerson()];
    await write(PAIRING_ID, unwanted.staffId, "let me in");
    const chat = await write(PAIRING_ID, wanted.staffId, "may I?");
    const { requests } = await until(({ requests: found }) => found.length === 2);
    const requestOf = (staffId: string) => requests.find(({ id }) => id === staffId);
    expect(requestOf(wanted.staffId)).toMatchObject({ name: expect.stringContaining("测试员") as string });
    expect(requestOf(wanted.staffId)?.expiresAt).toBeGreaterThan(Date.now());

    const decide = (staffId: string, decision: "approve" | "refuse") =>
      post<PairingAnswer>("people/pairing", {
        accountId: "pairing",
        requestId: requestOf(staffId)?.requestId ?? "",
        decision,
      });
    expect((await decide(unwanted.staffId, "refuse")).done.text).toContain("is refused");
    expect((await decide(wanted.staffId, "approve")).done.text).toContain("was told so in DingTalk");
    await rig.emulator.waitFor(() => said(chat).find((text) => /approved/i.test(text)));
    const after = await until(({ requests: left }) => left.length === 0);
    expect(after.people.find(({ staffId }) => staffId === wanted.staffId)).toMatchObject({ mayWrite: true });
    expect(after.people.find(({ staffId }) => staffId === unwanted.staffId)).toMatchObject({
      mayWrite: false,
    });
    expect(after.lists.find(({ list }) => list === "paired")?.entries).toMatchObject([
      { id: wanted.staffId },
    ]);

    rig.model.on("am I in now", "You are in.");
    await write(PAIRING_ID, wanted.staffId, "am I in now");
    await answered(rig.emulator, chat, "You are in.");

    await post<ListAnswer>("people/list", {
      accountId: "pairing",
      list: "paired",
      action: "remove",
      entry: wanted.staffId,
    });
    await until(({ lists }) => lists.every(({ list, entries }) => list !== "paired" || entries.length === 0));
  });

  test("reads that a request is over", async () => {
    const action = { accountId: "pairing", requestId: "no-such-request", decision: "approve" };
    const { status, body } = await page.post<ConsoleRefusal>("people/pairing", action);
    expect([status, body.error.code]).toEqual([404, "not-found"]);
  });
});

describe("an operator who edits a list by name", () => {
  test("lets somebody in who is answered at once, without a restart of anything", async () => {
    const person = rig.newPerson();
    const chat = await write(LISTED_ID, person.staffId, "hello?");
    const { people } = await until(
      ({ people: known }) => known.some(({ staffId }) => staffId === person.staffId),
      "listed",
    );
    const { name, mayWrite } = people.find(({ staffId }) => staffId === person.staffId) ?? {};
    expect(mayWrite).toBe(false);
    const added = await post<ListAnswer>("people/list", {
      accountId: "listed",
      list: "allowFrom",
      action: "add",
      entry: name ?? "",
    });
    expect(added).toMatchObject({ id: person.staffId, name, change: { failed: false } });
    await page.until<SettingsProgress>("settings/progress", ({ done }) => done);
    expect(section()["accounts"]).toMatchObject({ listed: { allowFrom: ["nobody", person.staffId] } });
    rig.model.on("and now", "Welcome.");
    await write(LISTED_ID, person.staffId, "and now");
    await answered(rig.emulator, chat, "Welcome.");
  });
});

describe("an operator who proves credentials", () => {
  test("of a bot that works takes none of its messages away", async () => {
    const { staffId, conversationId } = rig.newPerson();
    const words = Array.from({ length: 6 }, (_, index) => `message number ${index}.`);
    for (const word of words) rig.model.on(word, `Answer to ${word}`);
    for (const word of words) {
      const begun = await post<SetupJob>("setup/prove", { accountId: "default", answers: {}, write: false });
      await rig.emulator.say({ from: staffId, conversationId, text: word });
      expect((await finished(begun)).state).toBe("done");
      await answered(rig.emulator, conversationId, `Answer to ${word}`);
    }
    expect(rig.emulator.snapshot().apps.find((app) => app.clientId === DEFAULT_CLIENT_ID)?.connections).toBe(
      1,
    );
  });

  test("mistypes the secret of a new bot, mends it, and the bot connects; the secret is in no answer", async () => {
    const answers = { clientId: NEW_ID, clientSecret: "mistyped", dmPolicy: "open" };
    const wrong = await finished(
      await post<SetupJob>("setup/prove", { accountId: "fresh", answers, write: true }),
    );
    expect(wrong).toMatchObject({
      state: "failed",
      sentence: { remedy: expect.stringContaining("Client Secret is wrong") as string },
    });
    expect(section()["accounts"]).not.toHaveProperty("fresh");

    const right = { ...answers, clientSecret: secretOf(NEW_ID) };
    const job = await finished(
      await post<SetupJob>("setup/prove", { accountId: "fresh", answers: right, write: true }),
    );
    expect(job).toMatchObject({ state: "done", changeId: expect.any(String) as string });
    const progress = await page.until<SettingsProgress>("settings/progress", ({ done }) => done);
    expect(progress).toMatchObject({ changeId: job.changeId, failed: false });
    await connected(rig.emulator, NEW_ID);
    const views = [await page.get<SetupView>("setup"), await page.get<PermissionsView>("permissions"), job];
    for (const secret of [DEFAULT_CLIENT_SECRET, secretOf(NEW_ID), "mistyped"])
      expect(JSON.stringify(views)).not.toContain(secret);
  });
});

describe("an operator who looks at permissions", () => {
  test("sees what calls have shown, and by a check what they have not", async () => {
    const { staffId, conversationId } = rig.newPerson();
    rig.model.on("show a card", "On a card.");
    await rig.emulator.say({ from: staffId, conversationId, text: "show a card" });
    await answered(rig.emulator, conversationId, "On a card.");
    const stateOf = (view: PermissionsView, feature: string) =>
      accountOf(view)?.features.find((candidate) => candidate.feature === feature)?.state;
    const { body: before } = await page.get<PermissionsView>("permissions");
    expect([stateOf(before, "cards"), accountOf(before)?.checkedAt]).toEqual(["granted", undefined]);
    await post<PermissionsView>("permissions/check", { accountId: "default" });
    const view = await page.until<PermissionsView>(
      "permissions",
      (now) => accountOf(now)?.checkedAt !== undefined && accountOf(now)?.checking === false,
    );
    expect([stateOf(view, "cards"), stateOf(view, "messages")]).toEqual(["granted", "granted"]);
    expect(accountOf(view)?.checks.map(({ id, state }) => `${id} ${state}`)).toContain("stream ok");
  });
});
