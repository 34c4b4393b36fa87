import { describe, expect, test } from "vitest";
import type { EmulatorCardField } from "../../../contract/emulator-control.ts";
import { collectForm, entryOf, findMissing } from "./collect-form.ts";

const options = [
  { value: "a", text: "A" },
  { value: "b", text: "B" },
];
const field = (name: string, rest: Partial<EmulatorCardField> = {}): EmulatorCardField => ({
  name,
  label: name,
  type: "TEXT",
  required: false,
  readOnly: false,
  options: [],
  ...rest,
});

describe("a card's form", () => {
  test("carries each value in the shape that DingTalk's clients send", () => {
    const fields = [
      field("text"),
      field("number", { type: "NUMBER" }),
      field("when", { type: "DATETIME" }),
      field("one", { type: "SELECT", options }),
      field("some", { type: "MULTI_SELECT", options }),
      field("radio", { type: "CHECKBOX_GROUP", options }),
      field("boxes", { type: "MULTI_CHECKBOX_GROUP", options }),
      field("tick", { type: "SWITCH" }),
      field("empty"),
    ];
    const entries = {
      text: "words",
      number: "1.5",
      when: "2026-11-23T09:30",
      one: "b",
      some: ["a", "b"],
      radio: "a",
      boxes: ["b"],
    };
    expect(collectForm(fields, entries)).toEqual({
      text: "words",
      number: 1.5,
      when: "2026-11-23 09:30",
      one: { index: 1, value: "b" },
      some: { index: [0, 1], value: ["a", "b"] },
      radio: "a",
      boxes: ["b"],
      tick: false,
    });
  });

  test("starts with what the app wrote, in whichever shape", () => {
    expect(entryOf(field("t", { defaultValue: "x" }), {})).toBe("x");
    expect(entryOf(field("s", { type: "SELECT", options, defaultValue: { index: 1, value: "b" } }), {})).toBe(
      "b",
    );
    expect(entryOf(field("m", { type: "MULTI_CHECKBOX_GROUP", options, defaultValue: ["a"] }), {})).toEqual([
      "a",
    ]);
    expect(entryOf(field("c", { type: "CHECKBOX", defaultValue: true }), {})).toBe(true);
    expect(entryOf(field("w", { defaultValue: { strange: 1 } }), {})).toBe("");
    expect(entryOf(field("t", { defaultValue: "x" }), { t: "" })).toBe("");
  });

  test("misses the first required field that is empty, and no tick", () => {
    const fields = [
      field("tick", { type: "CHECKBOX", required: true }),
      field("first", { required: true }),
      field("second", { required: true }),
    ];
    expect(findMissing(fields, {})?.name).toBe("first");
    expect(findMissing(fields, { first: "x" })?.name).toBe("second");
    expect(findMissing(fields, { first: "x", second: "y" })).toBeUndefined();
  });
});
