/** What of a model's text reaches DingTalk's card calls. */
import { describe, expect, it } from "vitest";
import { cardApiOf } from "../../src/channel/card/card-api.ts";
import type { UploadPicture } from "../../src/channel/markdown/picture-uploads.ts";
import type { Cards } from "../../src/client/card.ts";
import { PUBLIC_AI_CARD } from "../../src/contract/card.ts";

const KEY = PUBLIC_AI_CARD.contentKey;

function stage(uploadPicture?: UploadPicture) {
  const shown: string[] = [];
  const cards = {
    createAndDeliver: async ({ params, outTrackId }) => {
      shown.push(params?.[KEY] ?? "");
      return { outTrackId, alreadyExisted: false };
    },
    stream: async ({ content }) => void shown.push(content),
    update: async ({ params }) => void shown.push(JSON.stringify(params)),
  } satisfies Pick<Cards, "createAndDeliver" | "stream" | "update">;
  const api = cardApiOf(cards as unknown as Cards, uploadPicture);
  const frame = (content: string, finalize = false) =>
    api.stream({ outTrackId: "c1", guid: "g", key: KEY, content, finalize });
  return { api, shown, frame };
}

describe("a card's text", () => {
  it("becomes what a card shows in every call that carries it, and in no other value", async () => {
    const { api, shown, frame } = stage();
    const to = { kind: "user", staffId: "ann" } as const;
    const params = { [KEY]: "a\nb", other: "a\nb" };
    await api.create({ outTrackId: "c1", template: PUBLIC_AI_CARD, params, to });
    await frame("a\nb");
    await api.update({ outTrackId: "c1", params });
    expect(shown).toEqual(["a<br>b", "a<br>b", JSON.stringify({ [KEY]: "a<br>b", other: "a\nb" })]);
  });

  it("ends byte for byte where the card shows it as it is", async () => {
    const { shown, frame } = stage();
    const text = "# 标题\n\n- **一**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |";
    await frame(text, true);
    expect(shown).toEqual([text]);
  });

  it("has pictures as links while they are uploaded; its end waits for them, each uploaded once", async () => {
    const asked: string[] = [];
    const uploads: (() => void)[] = [];
    const { shown, frame } = stage((url) => {
      asked.push(url);
      return new Promise((resolve) => uploads.push(() => resolve("@lADP1")));
    });
    const text = "![p](https://x/1.png)";
    await frame(text);
    await frame(`${text} more`);
    const end = frame(text, true);
    expect(shown).toEqual(["[p](https://x/1.png)", "[p](https://x/1.png) more"]);
    for (const finish of uploads) finish();
    await end;
    expect(shown.at(-1)).toBe("![p](@lADP1)");
    expect(asked).toEqual(["https://x/1.png"]);
  });
});

it("a card of one call is left to the client's own repeats, a streaming one is not", async () => {
  const asked: unknown[] = [];
  const cards = { stream: async (frame: object) => void asked.push("retry" in frame) } as unknown as Cards;
  const frame = { outTrackId: "c1", guid: "g", key: KEY, content: "a" };
  await cardApiOf(cards).stream(frame);
  await cardApiOf(cards, undefined, "client").stream(frame);
  expect(asked).toEqual([true, false]);
});
