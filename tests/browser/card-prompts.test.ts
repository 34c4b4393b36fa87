/** Work, approvals and questions on the emulator's chat page, by cards and by messages, with a real account behind. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AgentEvent, ApprovalRequest, PlanStep } from "../../src/channel/model.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { ANN, startCardPage, type CardPage } from "../support/card-page.ts";
import type { ChatWindow } from "../support/chat-window.ts";
import { canSkipPages } from "../support/chromium.ts";

const PLAN: readonly PlanStep[] = [
  { step: "Read both files", status: "completed" },
  { step: "Compare them", status: "in_progress" },
  { step: "Answer", status: "pending" },
];

const APPROVAL: ApprovalRequest = {
  approvalId: "11111111-2222-4333-8444-555555555555",
  approvalKind: "exec",
  title: "Exec approval",
  command: "npm run deploy -- --target production",
  cwd: "/srv/shop",
  decisions: ["allow-once", "allow-always", "deny"],
  target: { kind: "user", staffId: ANN },
  run: { runId: "run-1", sessionKey: "s1" },
  expiresAt: Date.now() + 600_000,
};

/** For people who look at the page after a change. */
async function shoot({ page }: ChatWindow, name: string): Promise<void> {
  const folder = process.env["SCREENSHOT_FOLDER"];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
}

describe.skipIf(canSkipPages)("a card", () => {
  let scene: CardPage;

  beforeAll(async () => {
    const { id: templateId, contentKey, statusKey, buttonsKey } = BUTTON_CARD;
    scene = await startCardPage({ card: { templateId, contentKey, statusKey, buttonsKey, workLine: true } });
  }, 60_000);

  afterAll(() => scene?.[Symbol.asyncDispose]());

  it("shows the work while it goes on, and one line about it in the end", async () => {
    const over = Promise.withResolvers<void>();
    scene.rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("run");
      const told: AgentEvent[] = [
        { kind: "plan", runId: "run", steps: PLAN },
        { kind: "text", runId: "run", itemId: "i", text: "So far I know **this**:\n\n- one\n- two" },
      ];
      for (const event of told) for (const tell of scene.rig.listeners) tell(event);
      turn.events.onThoughts("The second file says something else, so I had better compare the two of them.");
      await over.promise;
      await turn.events.deliver({ text: "It is **seven**.", media: [], isError: false }, "final");
      return "completed";
    };
    const window = await scene.openChat();
    await window.composer.fill("show your work");
    await window.composer.press("Enter");
    const card = window.cardWords.last();
    await card.filter({ hasText: "▸ Compare them" }).waitFor();
    await card.filter({ hasText: "💭" }).waitFor();
    // Each step stands on a line of its own.
    expect(await card.locator("blockquote").innerText()).toContain(
      "✅ Read both files\n▸ Compare them\n▢ Answer",
    );
    await shoot(window, "card-work");
    over.resolve();
    await card.filter({ hasText: "It is seven." }).waitFor();
    await card.filter({ hasText: "plan 1/3" }).waitFor();
    expect(await card.innerText()).not.toContain("💭");
    await shoot(window, "card-work-done");
    expect(window.complaints).toEqual([]);
    await window.close();
  }, 30_000);

  it("asks for permission, and says what was decided in place of the buttons", async () => {
    const window = await scene.openChat();
    const button = (name: string) => window.cards.last().getByRole("button", { name, exact: true });
    await scene.rig.account.prompts.show(APPROVAL);
    await button("Allow once").waitFor();
    expect(await button("赞").count()).toBe(0);
    expect(await window.findBarriers()).toEqual([]);
    await shoot(window, "card-approval");
    await button("Deny").click();
    await window.cardWords.last().filter({ hasText: "❌ Deny" }).waitFor();
    await expect.poll(() => button("Allow once").count()).toBe(0);
    expect(scene.rig.prompts.decided).toEqual([`${APPROVAL.approvalId} deny ${ANN}`]);
    await shoot(window, "card-approval-done");
    expect(window.complaints).toEqual([]);
    await window.close();
  }, 30_000);

  it("asks the agent's question, and another tap than the first changes nothing", async () => {
    scene.rig.prompts.decided.length = 0;
    scene.rig.host.agent = async (turn) => {
      await turn.lifecycle.onAdopted();
      turn.events.onRunStart("run");
      const question = {
        questionId: "ask_1",
        question: "Where shall it go?",
        options: ["Staging", "Production"],
      };
      await turn.events.deliver({ text: question.question, media: [], isError: false, question }, "tool");
      return "completed";
    };
    const window = await scene.openChat();
    await window.composer.fill("roll it out");
    await window.composer.press("Enter");
    const button = (name: string) => window.cards.last().getByRole("button", { name, exact: true });
    await button("Staging").waitFor();
    await shoot(window, "card-question");
    await button("Production").click();
    await window.cardWords.last().filter({ hasText: "✅ Production" }).waitFor();
    await expect.poll(() => button("Staging").count()).toBe(0);
    expect(scene.rig.prompts.decided).toEqual([`ask_1 Production ${ANN}`]);
    await shoot(window, "card-question-done");
    await window.close();
  }, 30_000);
});

describe.skipIf(canSkipPages)("a message with buttons", () => {
  it("is answered by a tap, which says the word for the person", async () => {
    await using scene = await startCardPage();
    const window = await scene.openChat();
    await scene.rig.account.prompts.show(APPROVAL);
    const tap = window.messages.last().getByRole("button", { name: "Always allow" });
    await tap.waitFor();
    await shoot(window, "message-approval");
    await tap.click();
    await window.bubbles.filter({ hasText: "✅ Always allow" }).waitFor();
    expect(scene.rig.prompts.decided).toEqual([`${APPROVAL.approvalId} allow-always ${ANN}`]);
    await shoot(window, "message-approval-done");
    expect(window.complaints).toEqual([]);
  }, 60_000);
});
