/** What an agent does beside its words, as a reader sees it on a card: thoughts, a plan, and what is left of them. */
import { describe, expect, it } from "vitest";
import type { PlanStep } from "../../src/channel/model.ts";
import { resolveStreaming } from "../../src/channel/config/resolve-streaming.ts";
import { toCardMarkdown } from "../../src/channel/markdown/card-dialect.ts";
import { isWorkBlock } from "../../src/channel/reply/work-block.ts";
import { createStatusLine } from "../../src/channel/reply/status-line.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createReplyScene } from "../support/reply-scene.ts";

const endOf = (text: string) => `${text} (stopped)`;
const final = (text: string) => ({ text, isError: false });
const plan = (...done: boolean[]): PlanStep[] =>
  done.map((finished, index) => ({
    step: `step ${index + 1}`,
    status: finished ? "completed" : done.indexOf(false) === index ? "in_progress" : "pending",
  }));

describe("a thought", () => {
  it("stands on the card while it goes on, gives way to the words, and is gone in the end", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    thread.onThinking();
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["thinking…"]);
    thread.onThoughts("First I `look\n\nat` the **file");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["> 💭 First I look at the file"]);
    thread.onText("a:0", "It is");
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["It is"]);
    thread.onRunEnd();
    await scene.settle(thread.deliverFinal(final("It is 7.")));
    thread.onThoughts("too late");
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["It is 7."]);
    expect(scene.spinning()).toBe(0);
  });

  it("of many words shows its end, on one line that a card shows as it is", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    thread.onThoughts(`${"想一想 ".repeat(200)}结论`);
    await scene.clock.advance(1_000);
    const [shown = ""] = scene.cards();
    expect(shown).toMatch(/^> 💭 ….*结论$/u);
    expect([...shown].length).toBeLessThan(250);
    expect(toCardMarkdown(shown)).toBe(shown);
  });

  it("costs no more calls than the pacing of an answer allows, however often it grows", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    for (let second = 0; second < 20; second += 1) {
      for (let part = 0; part < 10; part += 1) {
        thread.onThoughts(`thought ${second}.${part}`);
        await scene.clock.advance(100);
      }
    }
    for (let second = 0; second < 10; second += 1) {
      thread.onText("a:0", "Word ".repeat(second + 1));
      await scene.clock.advance(1_000);
    }
    await scene.settle(thread.deliverFinal(final("Word ".repeat(11))));
    expect(scene.api.calls.length).toBeLessThanOrEqual(12);
    expect(scene.api.violations).toEqual([]);
  });

  it("that the session wants to keep stands as one short block below the answer, also of a message", async () => {
    const scene = createReplyScene();
    for (const withCard of [true, false]) {
      const thread = scene.thread({ work: scene.work(), ...(withCard ? {} : { openCard: () => undefined }) });
      for (let told = 0; told < 2; told += 1) thread.keepThoughts(`Because\n\n${"of ".repeat(400)}`);
      await scene.settle(thread.deliverFinal(final("Seven.")));
      await scene.settle(thread.settle());
    }
    for (const text of [scene.cards()[0], scene.messages[0]]) {
      expect(text).toMatch(/^Seven\.\n\n> 💭 Because of of .*…$/u);
      expect([...(text ?? "")].length).toBeLessThan(520);
    }
  });
});

describe("a plan", () => {
  it("stands below the text as it is now, is replaced, cleared, and gone in the end", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    thread.onPlan(plan(true, false, false), undefined);
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["> ✅ step 1\n> ▸ step 2\n> ▢ step 3"]);
    thread.onTool("read");
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["> ✅ step 1\n> ▸ step 2\n> ▢ step 3\n> 🔧 Using read…"]);
    thread.onText("a:0", "So far:\n```\ncode");
    thread.onPlan(plan(true, true), undefined);
    await scene.clock.advance(3_000);
    expect(scene.cards()).toEqual(["So far:\n```\ncode\n```\n\n> ✅ step 1\n> ✅ step 2"]);
    thread.onPlan([], "half *done*");
    await scene.clock.advance(4_000);
    expect(scene.cards()[0]).toMatch(/\n\n> ▸ half done$/u);
    thread.onPlan([], undefined);
    await scene.clock.advance(5_000);
    expect(scene.cards()).toEqual(["So far:\n```\ncode\n```"]);
    await scene.settle(thread.deliverFinal(final("So far: 7.")));
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["So far: 7."]);
  });

  it("of many steps shows those around the one at work, below their count", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work({ maxLines: 4, maxLineChars: 8 }) });
    thread.onPlan(plan(true, true, true, false, false, false), undefined);
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["> ✅ plan 3/6\n> ✅ step 3\n> ▸ step 4\n> ▢ step 5"]);
    thread.onPlan([{ step: "a very long step", status: "pending" }], undefined);
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["> ▢ a ver…"]);
  });

  it("does not move the border between two cards of a long answer", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    const steps = Array.from({ length: 8 }, (): PlanStep => ({ step: "s".repeat(110), status: "pending" }));
    thread.onPlan(steps, undefined);
    const paragraph = `${"Words of a long answer. ".repeat(20)}\n\n`;
    thread.onText("a:0", paragraph.repeat(4));
    await scene.clock.advance(2_000);
    thread.onText("a:0", paragraph.repeat(12));
    await scene.clock.advance(5_000);
    await scene.settle(thread.deliverFinal(final(paragraph.repeat(12))));
    await scene.settle(thread.settle());
    expect(scene.cards().length).toBeGreaterThan(2);
    expect(scene.cards().join("")).not.toContain("▢");
    expect(scene.messages).toEqual([]);
  });
});

describe("the end of an answer", () => {
  it("has one line about the work where it is wanted, above model, tokens and time", async () => {
    const scene = createReplyScene();
    const work = scene.work({ sumsUp: true });
    const thread = scene.thread({ work, statusLine: createStatusLine(scene.clock, createText("en")) });
    thread.onThinking();
    await scene.clock.advance(8_200);
    thread.onTool("read");
    thread.onTool("exec");
    thread.onPlan(plan(true, false), undefined);
    await scene.settle(thread.deliverFinal(final("Seven.")));
    expect(scene.cards()).toEqual(["Seven.\n\n> thought for 8.2 s · 2 tool calls · plan 1/2\n> 8.2 s"]);
    const plain = scene.thread({ work: scene.work({ sumsUp: true }) });
    await scene.settle(plain.deliverFinal(final("Plain.")));
    expect(scene.cards()[1]).toBe("Plain.");
  });

  it("of an answer that was cut off has no such line", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work({ sumsUp: true }) });
    thread.onTool("read");
    thread.onText("a:0", "Cut");
    await scene.clock.advance(1_000);
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["Cut"]);
  });
});

describe("streaming.mode", () => {
  it("progress: the work alone until the whole text comes at the end", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work({ showsText: false }) });
    thread.onText("a:0", "Half of");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["working…"]);
    thread.onPlan(plan(true, false), undefined);
    thread.onText("a:0", "Half of it");
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["> ✅ step 1\n> ▸ step 2"]);
    await scene.settle(thread.deliverFinal(final("All of it.")));
    expect(scene.cards()).toEqual(["All of it."]);
    const silent = scene.thread({ work: scene.work({ showsText: false, label: undefined }) });
    silent.onText("a:0", "Half");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toHaveLength(1);
    await scene.settle(silent.deliverFinal(final("Whole.")));
    expect(scene.cards()).toEqual(["All of it.", "Whole."]);
  });

  it("progress: an answer that is stopped ends with what was written", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work({ showsText: false }), endOf });
    thread.onText("a:0", "Half of it");
    await scene.clock.advance(1_000);
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["Half of it (stopped)"]);
  });

  it("is read with the host's defaults, and tools follow the mode", () => {
    const base = { label: "auto", maxLines: 8, maxLineChars: 120 };
    expect(resolveStreaming(undefined)).toEqual({ ...base, mode: "partial", showsTools: true });
    expect(resolveStreaming({ mode: "off" })).toEqual({ ...base, mode: "off", showsTools: false });
    expect(resolveStreaming({ mode: "progress" })).toMatchObject({ mode: "progress", showsTools: false });
    expect(resolveStreaming({ preview: { toolProgress: false } }).showsTools).toBe(false);
    const progress = { toolProgress: true, label: false as const, maxLines: 3, maxLineChars: 40 };
    expect(resolveStreaming({ mode: "progress", progress })).toEqual({
      mode: "progress",
      showsTools: true,
      label: undefined,
      maxLines: 3,
      maxLineChars: 40,
    });
    expect(resolveStreaming({ progress: { label: "Busy", maxLines: 500 } })).toMatchObject({
      label: "Busy",
      maxLines: 20,
    });
  });
});

it("the trail does not take a plan or a thought for the first words of an answer", () => {
  expect(isWorkBlock("> ✅ step 1\n> ▸ step 2\n> 💭 hm")).toBe(true);
  expect(isWorkBlock("> 🔧 Using read…")).toBe(true);
  for (const words of ["", "> a quote", "Text\n\n> ✅ step 1", "✅ done"])
    expect(isWorkBlock(words)).toBe(false);
});
