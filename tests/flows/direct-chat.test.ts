/**
 * A person writes to the bot and reads a streamed answer, over the real gateway with the packed plugin.
 */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { EmulatorMessage } from "../../src/contract/emulator-control.ts";
import { openOpenCardStore } from "../../src/channel/card/open-cards.ts";
import { DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import {
  answered,
  isQueueNotice,
  connected,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { stepsOf } from "../support/trail-of.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  // On a busy machine the first turn of a gateway may take the time that the host gives to one.
  const { conversationId, staffId } = rig.newPerson();
  rig.model.always("warm up", ["Warm."]);
  await rig.emulator.say({ from: staffId, conversationId, text: "warm up" });
  await answered(rig.emulator, conversationId, "Warm.", 90_000);
}, 180_000);
afterAll(async () => {
  await rig?.close();
});

async function ask(person: { staffId: string; conversationId: string }, text: string): Promise<string> {
  const { msgId } = await rig.emulator.say({
    from: person.staffId,
    conversationId: person.conversationId,
    text,
  });
  return msgId;
}

/** Every text a reader saw in a conversation's robot messages, in order of appearance. */
function watchTexts(conversationId: string): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const stop = rig.emulator.onEvent((event) => {
    if (event.type !== "message" || event.message.conversationId !== conversationId) return;
    if (event.message.from.kind === "robot") seen.push(event.message.card?.content ?? event.message.text);
  });
  return { seen, stop };
}

const openCards = (): EmulatorMessage[] =>
  rig.emulator
    .messages()
    .filter((message) => message.card && !["finished", "failed"].includes(message.card.state));

describe("a direct message", () => {
  test("is answered by one card that grows and ends with exactly what the model said", async () => {
    const person = rig.newPerson();
    const watch = watchTexts(person.conversationId);
    rig.model.on(
      "first question",
      "One ",
      { wait: 1000 },
      "two ",
      { wait: 1200 },
      "three ",
      { wait: 900 },
      "four.",
    );
    const msgId = await ask(person, "first question");
    const card = await answered(rig.emulator, person.conversationId, "One two three four.");
    watch.stop();
    expect(card.kind).toBe("card");
    expect(robotMessages(rig.emulator, person.conversationId)).toHaveLength(1);
    const partial = watch.seen.filter((text) => text !== "One two three four.");
    expect(partial.length).toBeGreaterThanOrEqual(2);
    for (const text of partial) expect("One two three four.".startsWith(text)).toBe(true);
    expect(openCards()).toEqual([]);
    const command = ["china", "doctor", "--message", msgId, "--lang", "en"];
    const { stdout } = await rig.gateway.state.cli(command);
    expect(stdout).toMatch(/Answered on a card after \d+\.\d s, \d+ calls/);
    const { steps } = stepsOf(rig.gateway.state.stateDir, msgId);
    expect(steps).toEqual([
      "received",
      "acked",
      "claimed",
      "access",
      "adopted",
      "run-started",
      "card-created",
      "first-word",
      "finished",
    ]);
  });

  test("is answered with the model's Markdown byte for byte", async () => {
    const person = rig.newPerson();
    const markdown =
      '# 标题\n\n说明 **粗体** 与 `code`，emoji 👨‍👩‍👧 与全角　空格。\n\n| 列 | 值 |\n| --- | ---: |\n| 一 | 1 |\n\n```ts\nconst a = "<b>";\n```\n\n1. 甲\n   - 乙\n\n> 引用 [链接](https://example.com/?a=1&b=2)';
    const pieces = markdown.match(/[\s\S]{1,17}/gu) ?? [];
    rig.model.on(
      "markdown please",
      pieces.flatMap((piece) => [piece, { wait: 30 }]),
    );
    await ask(person, "markdown please");
    const card = await answered(rig.emulator, person.conversationId, markdown);
    expect(card.card?.content).toBe(markdown);
    expect(Buffer.from(card.card?.content ?? "")).toEqual(Buffer.from(markdown));
  });

  test("that the platform pushes again gets no second answer", async () => {
    const person = rig.newPerson();
    rig.model.always("only once", ["Once."]);
    const msgId = await ask(person, "only once");
    await answered(rig.emulator, person.conversationId, "Once.");
    await rig.emulator.redeliver(msgId, { sameFrame: true });
    await rig.emulator.redeliver(msgId);
    await ask(person, "marker");
    await answered(rig.emulator, person.conversationId, "No script for: marker").catch(() => undefined);
    const asked = rig.model.exchanges.filter((exchange) => exchange.request.prompt.includes("only once"));
    expect(asked).toHaveLength(1);
    const answers = robotMessages(rig.emulator, person.conversationId).filter(
      (message) => message.text === "Once.",
    );
    expect(answers).toHaveLength(1);
    const push = rig.emulator.messages(person.conversationId).find((message) => message.id === msgId)
      ?.pushes?.[0];
    expect(push).toMatchObject({ state: "acked", attempts: 3 });
  });

  test("that comes while the answer before is being written gets a card of its own", async () => {
    const person = rig.newPerson();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    rig.model.on("long one", "The first ", { gate }, "answer.");
    rig.model.on("short one", "The second answer.");
    await ask(person, "long one");
    await rig.emulator.waitFor(() => robotMessages(rig.emulator, person.conversationId).length === 1, 30_000);
    const second = await ask(person, "short one");
    await rig.emulator.waitFor(
      ({ messages }) => messages.find((message) => message.id === second)?.pushes?.[0]?.state === "acked",
    );
    release();
    await answered(rig.emulator, person.conversationId, "The first answer.");
    await answered(rig.emulator, person.conversationId, "The second answer.");
    const answers = robotMessages(rig.emulator, person.conversationId).filter(
      (message) => !isQueueNotice(message),
    );
    expect(answers.map((message) => message.card?.content)).toEqual([
      "The first answer.",
      "The second answer.",
    ]);
    expect(openCards()).toEqual([]);
  });

  test("that comes while the end of the answer before is on its way to its card leaves both whole, once", async () => {
    const person = rig.newPerson();
    const texts = [0, 40, 90, 150, 220, 300, 400].map((waitMs, n) => ({
      waitMs,
      text: `Answer ${n} is whole.`,
    }));
    for (const [n, { text }] of texts.entries())
      rig.model.on(
        `quick ${n}.`,
        text.slice(0, 8),
        { wait: 900 },
        text.slice(8, 12),
        { wait: 120 },
        text.slice(12),
      );
    for (const [n, { waitMs }] of texts.entries()) {
      await ask(person, `quick ${n}.`);
      const exchange = await rig.model.next(`quick ${n}.`);
      await exchange.done;
      await delay(waitMs);
    }
    for (const { text } of texts) await answered(rig.emulator, person.conversationId, text);
    const answers = robotMessages(rig.emulator, person.conversationId);
    expect(answers.map(shownText)).toEqual(texts.map(({ text }) => text));
    expect(openCards()).toEqual([]);
  });

  test("whose model call is cut and asked again ends in one card with the second answer", async () => {
    const person = rig.newPerson();
    rig.model.on("cut short", "Half a ", { wait: 900 }, "sentence ", { cut: true });
    rig.model.on("cut short", "The whole ", { wait: 900 }, "sentence.");
    await ask(person, "cut short");
    await answered(rig.emulator, person.conversationId, "The whole sentence.", 60_000);
    expect(robotMessages(rig.emulator, person.conversationId)).toHaveLength(1);
    expect(openCards()).toEqual([]);
  });

  test("that the model refuses is answered with the host's words for it", async () => {
    const person = rig.newPerson();
    rig.model.always("refused by the model", [{ fail: 400, message: "scripted refusal" }]);
    await ask(person, "refused by the model");
    const told = await rig.emulator.waitFor(
      () =>
        robotMessages(rig.emulator, person.conversationId).find(
          ({ card }) => !card || card.state === "finished",
        ),
      60_000,
    );
    expect((told.card?.content ?? told.text).length).toBeGreaterThan(0);
    expect(openCards()).toEqual([]);
  });
});

describe("a group", () => {
  test("gets an answer in the group to a mention of the bot", async () => {
    const person = rig.newPerson();
    rig.model.on("group question", "Group answer.");
    await rig.emulator.say({
      from: person.staffId,
      conversationId: rig.groupId,
      text: "@小龙虾助手 group question",
      mentions: [DEFAULT_CLIENT_ID],
    });
    const card = await answered(rig.emulator, rig.groupId, "Group answer.");
    expect(card.kind).toBe("card");
    expect(robotMessages(rig.emulator, person.conversationId)).toEqual([]);
  });
});

describe("the connection", () => {
  test("moves to a new socket on a disconnect frame and loses no message", async () => {
    const people = [rig.newPerson(), rig.newPerson(), rig.newPerson()];
    for (const [index] of people.entries()) rig.model.on(`moving ${index}`, `Moved ${index}.`);
    const [before, during, after] = people;
    await ask(before!, "moving 0");
    rig.emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "disconnect" });
    await ask(during!, "moving 1");
    await connected(rig.emulator);
    await ask(after!, "moving 2");
    for (const [index, person] of people.entries()) {
      await answered(rig.emulator, person.conversationId, `Moved ${index}.`);
      expect(robotMessages(rig.emulator, person.conversationId)).toHaveLength(1);
    }
  });
});

/** Whether the file of open cards has a card with this state and text. */
function isStored(wanted: string): boolean {
  const directory = join(rig.gateway.state.stateDir, "dingtalk", "cards");
  const store = openOpenCardStore({ directory, accountId: "default" });
  const states = store.list().map(({ state, text }) => `${state}: ${text}`);
  store.close();
  return states.includes(wanted);
}

describe("a crash", () => {
  type Person = ReturnType<Rig["newPerson"]>;
  const [acked, ending, halfway] = ["crash after ack", "crash at the end", "crash in the middle"];
  let [first, second, third]: Person[] = [];
  let [ackedId, halfwayId] = ["", ""];

  const cardOf = (person: Person | undefined) =>
    openCards().find(({ conversationId }) => conversationId === person?.conversationId)?.card?.content;

  // One crash meets three people: each is as far as a crash of their own would have met them.
  beforeAll(async () => {
    [first, second, third] = [rig.newPerson(), rig.newPerson(), rig.newPerson()];
    const never = new Promise<void>(() => {});
    rig.model.on(halfway, "Begun ", { wait: 200 }, "but ", { gate: never });
    rig.model.always(/^crash in the middle[\s\S]*interrupted/, ["Begun ", { wait: 900 }, "and finished."]);
    halfwayId = await ask(third!, halfway);
    await rig.emulator.waitFor(() => cardOf(third)?.startsWith("Begun"), 30_000);

    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    rig.model.always(ending, ["Complete ", { gate }, "in the end."]);
    await ask(second!, ending);
    await rig.emulator.waitFor(() => cardOf(second) === "Complete", 30_000);
    const hang = { kind: "hang-before", ms: 60_000 } as const;
    rig.emulator.fault({ operation: "streamCard", effect: hang });
    // So that nothing of the last answer can be shown before the gateway is gone, however quick it is.
    rig.emulator.fault({ operation: "createAndDeliverCard", effect: hang });
    release();
    await vi.waitFor(() => expect(isStored("closing: Complete in the end.")).toBe(true), {
      timeout: 20_000,
      interval: 100,
    });

    rig.model.always(acked, ["Survived."]);
    ackedId = await ask(first!, acked);
    await rig.emulator.waitFor(
      ({ messages }) => messages.find((message) => message.id === ackedId)?.pushes?.[0]?.state === "acked",
    );
    await rig.gateway.kill();
    rig.emulator.clearFaults();
    expect(robotMessages(rig.emulator, first!.conversationId)).toEqual([]);
    expect(cardOf(second)).toBe("Complete");
    expect(openCards()).toHaveLength(2);
    await rig.gateway.restart();
  }, 180_000);

  test("right after the ack loses nothing and answers once", async () => {
    const { conversationId } = first!;
    await answered(rig.emulator, conversationId, "Survived.", 90_000);
    await rig.emulator.redeliver(ackedId);
    rig.model.on("still there", "Yes.");
    await ask(first!, "still there");
    await answered(rig.emulator, conversationId, "Yes.", 60_000);
    const answers = robotMessages(rig.emulator, conversationId);
    expect(answers.filter((message) => message.text === "Survived.")).toHaveLength(1);
  });

  test("between the model's last word and the end of the card brings the whole answer to it, once", async () => {
    const { conversationId } = second!;
    await answered(rig.emulator, conversationId, "Complete in the end.", 90_000);
    rig.model.on("and now", "Nothing more.");
    await ask(second!, "and now");
    await answered(rig.emulator, conversationId, "Nothing more.", 60_000);
    expect(robotMessages(rig.emulator, conversationId).map(shownText)).toEqual([
      "Complete in the end.",
      "Nothing more.",
    ]);
  });

  test("in the middle of an answer ends in one whole answer and no open card", async () => {
    const { conversationId } = third!;
    const card = await answered(rig.emulator, conversationId, "Begun and finished.", 90_000);
    expect(card.kind).toBe("card");
    const answers = robotMessages(rig.emulator, conversationId).filter((message) =>
      (message.card?.content ?? message.text).includes("Begun"),
    );
    expect(answers).toHaveLength(1);
    expect(openCards()).toEqual([]);
    const trail = () => stepsOf(rig.gateway.state.stateDir, halfwayId);
    await expect.poll(() => trail().outcome).toBe("answered");
    const { steps } = trail();
    const after = steps.slice(steps.indexOf("interrupted"));
    expect([after.slice(0, 2), after.at(-1)]).toEqual([["interrupted", "run-started"], "finished"]);
  });
});
