import { describe, expect, it } from "vitest";
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { planForward } from "./plan-forward.ts";

const message: EmulatorMessage = {
  id: "m",
  conversationId: "c",
  from: { kind: "person", id: "ann", name: "Ann" },
  at: 0,
  kind: "text",
  text: "看这张图",
};
const picture = { name: "a.png", mime: "image/png", data: "AA==" };

describe("forwarding", () => {
  it("a person forwards words as words", () => {
    expect(planForward(message, [])).toEqual([{ text: "看这张图" }]);
  });

  it("a person forwards a picture with its words, and a lone file without its name as a text", () => {
    expect(planForward(message, [picture])).toEqual([
      { content: { kind: "picture", data: "AA==", name: "a.png" } },
      { text: "看这张图" },
    ]);
    const file = { name: "a.pdf", mime: "application/pdf", data: "AA==" };
    expect(planForward({ ...message, kind: "other", text: "a.pdf" }, [file])).toEqual([
      { content: { kind: "file", name: "a.pdf", data: "AA==" } },
    ]);
  });

  it("a card without words gives nothing to forward", () => {
    expect(planForward({ ...message, kind: "card", text: " " }, [])).toEqual([]);
  });
});
