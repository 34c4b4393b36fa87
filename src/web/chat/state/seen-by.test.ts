import { expect, it } from "vitest";
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { seenBy } from "./seen-by.ts";

const everybody = {
  outTrackId: "card-1",
  templateId: "t.schema",
  frames: 2,
  state: "finished",
  content: "for all",
  params: {},
  buttons: [{ actionId: "vote", label: "Vote", shown: "finished" }],
} as const;
const message: EmulatorMessage = {
  id: "card-1",
  conversationId: "cid",
  from: { kind: "robot", id: "bot", name: "Bot" },
  at: 1,
  kind: "card",
  text: "for all",
  card: {
    ...everybody,
    faces: { ann: { state: "finished", content: "for Ann", params: {} } },
  },
};

it("a person for whom a card holds private data sees their own face of it, without the buttons it lacks", () => {
  const seen = seenBy(message, "ann");
  expect(seen.text).toBe("for Ann");
  expect(seen.card).toEqual({
    outTrackId: "card-1",
    templateId: "t.schema",
    frames: 2,
    state: "finished",
    content: "for Ann",
    params: {},
  });
});

it("everybody else sees the card as it is", () => {
  expect(seenBy(message, "ben")).toBe(message);
  const plain = { ...message, card: everybody };
  expect(seenBy(plain, "ann")).toBe(plain);
});
