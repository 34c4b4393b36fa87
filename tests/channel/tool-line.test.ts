/** The tool at work, as a reader sees it on a card. */
import { describe, expect, it } from "vitest";
import { createReplyScene } from "../support/reply-scene.ts";

const final = (text: string) => ({ text, isError: false });

describe("a tool at work", () => {
  it("is named below what was written, and not in the end", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    thread.onTool("read");
    await scene.clock.advance(1_000);
    expect(scene.cards()).toEqual(["> 🔧 Using read…"]);
    thread.onText("a:0", "It says:\n```\ncode");
    await scene.clock.advance(1_000);
    thread.onTool("exec");
    await scene.clock.advance(2_000);
    expect(scene.cards()).toEqual(["It says:\n```\ncode\n```\n\n> 🔧 Using exec…"]);
    thread.onRunEnd();
    await scene.settle(thread.deliverFinal(final("It says 7.")));
    thread.onTool("late");
    await scene.settle(thread.settle());
    expect(scene.cards()).toEqual(["It says 7."]);
    expect(scene.spinning()).toBe(0);
  });

  it("opens no card where tools are not shown", async () => {
    const scene = createReplyScene();
    for (const change of [{ showsTools: false }, { showsWork: false }]) {
      const thread = scene.thread({ work: scene.work(change) });
      thread.onTool("read");
      await scene.settle(thread.settle());
    }
    expect([scene.cards(), scene.messages]).toEqual([[], []]);
  });

  it("does not move the border between two cards of a long answer", async () => {
    const scene = createReplyScene();
    const thread = scene.thread({ work: scene.work() });
    const paragraph = `${"Words of a long answer. ".repeat(20)}\n\n`;
    // The line would not fit on this card any more.
    const written = `${paragraph.repeat(5)}${"More words ".repeat(6)}`.padEnd(2_490, "x");
    thread.onText("a:0", written);
    await scene.clock.advance(1_000);
    thread.onTool("read");
    await scene.clock.advance(2_000);
    const whole = `${written} And more. ${paragraph.repeat(4)}`;
    await scene.settle(thread.deliverFinal(final(whole)));
    await scene.settle(thread.settle());
    expect(scene.cards().join("\n")).not.toContain("Using");
    expect(scene.messages).toEqual([]);
  });
});
