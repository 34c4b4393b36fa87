import { expect, test } from "vitest";
import { createText } from "../../shared/text/create-text.ts";
import { createEmulatorApi, EmulatorApiError } from "../emulator-api.ts";
import { createChatActs } from "./chat-acts.ts";
import { createNoteBoard } from "./note-board.ts";

const me = { staffId: "ann", name: "Ann", corpId: "acme" };
const direct = {
  conversationId: "c",
  type: "direct",
  title: "Bot",
  memberIds: ["ann"],
  robotIds: ["bot"],
} as const;

async function sayAgainst(error: Error): Promise<string | undefined> {
  const board = createNoteBoard(() => undefined);
  const say = async () => {
    throw error;
  };
  const api = { ...createEmulatorApi(), say };
  const acts = createChatActs({ api, board, text: () => createText("en") });
  expect(await acts.say(me, direct, { text: "hi" })).toBe(false);
  const words = board.notes[0]?.words;
  board.dispose();
  return words;
}

test("a person is told why a message was not sent, in their own language where the page knows the reason", async () => {
  expect(await sayAgainst(new EmulatorApiError("the body is too large", 413))).toContain(
    "larger than the 64 MB",
  );
  expect(await sayAgainst(new EmulatorApiError("no answer", 0))).toContain("does not answer");
  expect(await sayAgainst(new EmulatorApiError("you are not in this group", 400))).toContain(
    "you are not in this group",
  );
});
