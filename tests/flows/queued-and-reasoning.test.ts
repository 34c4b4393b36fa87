/**
 * Answers that the host streams to nobody: messages queued behind a running answer, and models that reason; and what a
 * reader sees of the work on the way: thoughts, tools, plan.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answered,
  isQueueNotice,
  robotMessages,
  shownText,
  startRig,
  type Rig,
} from "../support/dingtalk-rig.ts";
import { stepsOf } from "../support/trail-of.ts";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ reasoning: true, config: { messages: { queue: { mode: "followup" } } } });
}, 120_000);
afterAll(async () => {
  await rig?.close();
});

const say = (person: { staffId: string; conversationId: string }, text: string) =>
  rig.emulator.say({ from: person.staffId, conversationId: person.conversationId, text });

/** Everything a reader sees of the robot, by card or message, but the word that a message waits. */
const contents = (conversationId: string) =>
  robotMessages(rig.emulator, conversationId)
    .filter((message) => !isQueueNotice(message))
    .map(shownText);
const notices = (conversationId: string) => robotMessages(rig.emulator, conversationId).filter(isQueueNotice);

describe("a queued follow-up", () => {
  test("streams into a card of its own and ends there, and so does the one behind it", async () => {
    const person = rig.newPerson();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    rig.model.on("first in line", "Answer ", { gate }, "one.");
    rig.model.on("second in line", "Answer ", { wait: 1_000 }, "two ", { wait: 1_500 }, "is here.");
    rig.model.on("third in line", "Answer three.");
    const growing: string[] = [];
    const stop = rig.emulator.onEvent((event) => {
      if (event.type === "message" && event.message.card?.state === "inputing")
        growing.push(event.message.card.content);
    });
    await say(person, "first in line");
    await rig.emulator.waitFor(() => contents(person.conversationId).length === 1, 30_000);
    const second = await say(person, "second in line");
    const third = await say(person, "third in line");
    await rig.emulator.waitFor(
      ({ messages }) =>
        messages.find((message) => message.id === third.msgId)?.pushes?.[0]?.state === "acked",
    );
    release();
    for (const text of ["Answer one.", "Answer two is here.", "Answer three."]) {
      const message = await answered(rig.emulator, person.conversationId, text);
      expect(message.kind).toBe("card");
    }
    stop();
    expect(contents(person.conversationId)).toEqual(["Answer one.", "Answer two is here.", "Answer three."]);
    expect(growing).toContain("Answer two");
    for (const { msgId } of [second, third]) {
      const trail = () => stepsOf(rig.gateway.state.stateDir, msgId);
      await expect.poll(() => trail().outcome).toBe("answered");
      expect(trail().steps.filter((step) => step === "finished")).toHaveLength(1);
    }
  });

  test("that waits for more than a moment says so, once for two", async () => {
    const person = rig.newPerson();
    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    rig.model.on("slow one", "Slow ", { gate }, "answer.");
    rig.model.on("waiting one", "Waited one.");
    rig.model.on("waiting two", "Waited two.");
    await say(person, "slow one");
    await rig.emulator.waitFor(() => contents(person.conversationId).length === 1, 30_000);
    await say(person, "waiting one");
    await say(person, "waiting two");
    await rig.emulator.waitFor(() => notices(person.conversationId).length === 1, 30_000);
    release();
    for (const text of ["Slow answer.", "Waited one.", "Waited two."])
      await answered(rig.emulator, person.conversationId, text);
    expect(notices(person.conversationId)).toHaveLength(1);
  });
});

describe("a model that reasons", () => {
  test("is seen to think, and its answer stands in the same card byte for byte", async () => {
    const person = rig.newPerson();
    const answer = "**Answer** after thought.\n\n- one\n- two";
    rig.model.on(
      "think first",
      { reasoning: "Let me see. " },
      { wait: 1_200 },
      { reasoning: "Well." },
      { wait: 400 },
      answer,
    );
    const seen: string[] = [];
    const stop = rig.emulator.onEvent((event) => {
      if (
        event.type === "message" &&
        event.message.conversationId === person.conversationId &&
        event.message.card
      ) {
        seen.push(event.message.card.content);
      }
    });
    await say(person, "think first");
    await answered(rig.emulator, person.conversationId, answer);
    stop();
    expect(contents(person.conversationId)).toEqual([answer]);
    expect(seen[0]).toMatch(/思考|Thinking/);
    expect(seen.join("\n")).not.toContain("Let me see");
  });
});

/** Every content that a card of this conversation had, until `stop`. */
function watchCards(conversationId: string) {
  const seen: string[] = [];
  const stop = rig.emulator.onEvent((event) => {
    if (event.type === "message" && event.message.conversationId === conversationId && event.message.card)
      seen.push(event.message.card.content);
  });
  return { seen, stop };
}

describe("a person who wants to see the work", () => {
  const steps = [
    { step: "Read the note", status: "completed" },
    { step: "Answer", status: "in_progress" },
  ];
  const script = (prompt: string, answer: string) => {
    rig.model.on(
      prompt,
      { reasoning: "I had better plan this. " },
      { wait: 1_500 },
      { tool: "tool_call", args: { id: "progress_card", args: { plan: steps } } },
    );
    rig.model.on(
      prompt,
      { reasoning: "Now I know: " },
      { wait: 1_500 },
      { reasoning: "seven." },
      { wait: 1_500 },
      answer,
    );
  };

  test("reads thoughts, tools and plan while they happen under /reasoning stream, and nothing but the answer in the end", async () => {
    const person = rig.newPerson();
    await say(person, "/reasoning stream");
    await rig.emulator.waitFor(() => contents(person.conversationId).length === 1, 30_000);
    script("show your work", "It is **seven**.");
    const { seen, stop } = watchCards(person.conversationId);
    await say(person, "show your work");
    const { card } = await answered(rig.emulator, person.conversationId, "It is **seven**.");
    stop();
    const shown = seen.join("\n");
    expect(shown).toContain("> 💭 I had better plan this.");
    expect(shown).toContain("> ✅ Read the note<br>▸ Answer");
    expect(shown).toContain("💭 Now I know");
    expect(shown).not.toContain("progress_card");
    const calls = rig.emulator.calls().filter(({ outTrackId }) => outTrackId === card!.outTrackId);
    expect(calls.length).toBeLessThanOrEqual(12);

    const { promise: gate, resolve: release } = Promise.withResolvers<void>();
    rig.model.on("slow before", { gate }, "Slow one.");
    script("work while queued", "Queued seven.");
    const later = watchCards(person.conversationId);
    await say(person, "slow before");
    await rig.model.next("slow before");
    await say(person, "work while queued");
    release();
    await answered(rig.emulator, person.conversationId, "Queued seven.");
    later.stop();
    expect(later.seen.join("\n")).toContain("💭 Now I know");
  });

  test("keeps the thoughts below the answer under /reasoning on", async () => {
    const person = rig.newPerson();
    await say(person, "/reasoning on");
    await rig.emulator.waitFor(() => contents(person.conversationId).length === 1, 30_000);
    rig.model.on("keep your thoughts", { reasoning: "Three and four." }, { wait: 300 }, "Seven.");
    await say(person, "keep your thoughts");
    await answered(rig.emulator, person.conversationId, "Seven.\n\n> 💭 Three and four.");
    expect(contents(person.conversationId)).toHaveLength(2);
  });
});
