import { expect, test } from "vitest";
import type { EmulatorMessage } from "../../../contract/emulator-control.ts";
import { createText } from "../../shared/text/create-text.ts";
import { previewWords } from "./preview-words.ts";

const text = createText("en");
const attachment = (mime: string, name: string, durationMs?: number) => ({
  name,
  mime,
  bytes: 1,
  url: "/x",
  ...(durationMs === undefined ? {} : { durationMs }),
});
const message = (more: Partial<EmulatorMessage>): EmulatorMessage => ({
  id: "1",
  conversationId: "c",
  at: 1,
  kind: "text",
  text: "",
  from: { kind: "person", id: "ann", name: "Ann" },
  ...more,
});

test("a reader of the list and of a quote sees in one line what a message is", () => {
  const lines = [
    message({ text: "**hi**\nthere" }),
    message({ kind: "other", text: "a.png", attachments: [attachment("image/png", "a.png")] }),
    message({ text: "look", attachments: [attachment("image/png", "a.png")] }),
    message({ kind: "other", text: "a.zip", attachments: [attachment("application/zip", "a.zip")] }),
    message({ kind: "other", text: "v", attachments: [attachment("audio/amr", "v.amr", 1_000)] }),
    message({ kind: "other", text: "v", attachments: [attachment("video/mp4", "v.mp4", 1_000)] }),
    message({ text: "", recalled: true }),
    message({ kind: "markdown", title: "Title", text: "# Long" }),
    message({ kind: "other" }),
  ].map((one) => previewWords(text, one));
  expect(lines).toEqual([
    "hi there",
    "[Picture]",
    "[Picture] look",
    "[File] a.zip",
    "[Voice message]",
    "[Video]",
    "[Taken back]",
    "Title",
    "[Unsupported message]",
  ]);
});
