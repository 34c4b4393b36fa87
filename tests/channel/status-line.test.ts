/** The line below an answer: what it says, and where it does not stand. */
import { expect, it } from "vitest";
import { createStatusLine } from "../../src/channel/reply/status-line.ts";
import { createText } from "../../src/channel/text/text.ts";
import { createReplyScene } from "../support/reply-scene.ts";

const final = (text: string) => ({ text, isError: false });

it("a reader sees model, tokens and time below a finished answer, and only what is known", async () => {
  const scene = createReplyScene();
  const line = () => createStatusLine(scene.clock, createText("en"));
  const thread = scene.thread({ statusLine: line() });
  thread.status?.onModel("qwen-max");
  thread.onText("a:0", "Half");
  await scene.clock.advance(1_500);
  expect(scene.cards()).toEqual(["Half"]);
  thread.status?.onUsage(12);
  thread.status?.onUsage(120);
  await scene.settle(thread.deliverFinal(final("Whole.\n```\ncode\n```")));
  expect(scene.cards()).toEqual(["Whole.\n```\ncode\n```\n\n> qwen-max · 120 tokens · 1.5 s"]);
  const bare = scene.thread({ statusLine: line() });
  await scene.settle(bare.deliverFinal(final("Bare.")));
  expect(scene.cards()[1]).toBe("Bare.\n\n> 0.0 s");
});

it("an answer by message, an answer that got no final, and a blank one have no such line", async () => {
  const scene = createReplyScene();
  const line = () => createStatusLine(scene.clock, createText("en"));
  const message = scene.thread({ statusLine: line(), openCard: () => undefined });
  await scene.settle(message.deliverFinal(final("By message.")));
  expect(scene.messages).toEqual(["By message."]);
  const cut = scene.thread({ statusLine: line() });
  cut.onText("a:0", "Cut");
  await scene.clock.advance(1_000);
  await scene.settle(cut.settle());
  expect(scene.cards()).toEqual(["Cut"]);
  const blank = scene.thread({ statusLine: line() });
  blank.onThinking();
  await scene.clock.advance(1_000);
  await scene.settle(blank.deliverFinal(final(" ")));
  expect(scene.cards()[1]).toBe("（没有内容）");
});
