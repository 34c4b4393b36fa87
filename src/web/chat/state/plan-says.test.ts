import { expect, test } from "vitest";
import { planSays } from "./plan-says.ts";

const picture = { name: "a.png", mime: "image/png", data: "cGlj" };
const sheet = { name: "a.xlsx", mime: "application/x-sheet", data: "c2hlZXQ=" };
const draft = { text: "", mentions: ["bot"], files: [] };

test("a person's words alone are a text, and nothing at all is nothing", () => {
  expect(planSays({ ...draft, text: "hi", quote: "m1" })).toEqual([
    { text: "hi", mentions: ["bot"], quote: "m1" },
  ]);
  expect(planSays(draft)).toEqual([]);
});

test("a person's lone picture is a picture, with words or a second one it is a rich text", () => {
  expect(planSays({ ...draft, files: [picture] })).toEqual([
    { content: { kind: "picture", data: "cGlj", name: "a.png" }, mentions: ["bot"] },
  ]);
  expect(planSays({ ...draft, text: "look", files: [picture, picture] })).toEqual([
    {
      content: { kind: "richText", parts: [{ text: "look" }, { picture: "cGlj" }, { picture: "cGlj" }] },
      mentions: ["bot"],
    },
  ]);
});

test("a person's files go first, each alone and without a mention, and the words follow", () => {
  expect(planSays({ ...draft, text: "sum it up", files: [sheet] })).toEqual([
    { content: { kind: "file", name: "a.xlsx", data: "c2hlZXQ=" } },
    { text: "sum it up", mentions: ["bot"] },
  ]);
});

test("a person who names everybody says so, to every bot of the group", () => {
  expect(planSays({ ...draft, text: "@All hi", mentions: [], all: true })).toEqual([
    { text: "@All hi", mentions: [], atAll: true },
  ]);
});
