/** The template that operators import: up to date, and named as the settings and the code name things. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { renderCardTemplate } from "../../scripts/card-template.ts";
import { cardKeys } from "../../src/channel/config/card-keys.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";

const FILE = new URL("../../docs/card-template.json", import.meta.url);

interface Component {
  readonly componentName: string;
  readonly id: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children?: readonly Component[] | undefined;
}
const componentSchema: z.ZodType<Component> = z.looseObject({
  componentName: z.string(),
  id: z.string(),
  props: z.record(z.string(), z.unknown()),
  children: z.lazy(() => z.array(componentSchema)).optional(),
});
const envelopeSchema = z.strictObject({
  editorData: z.string(),
  widgetInfo: z.literal(""),
  type: z.literal("im"),
  mode: z.literal("card"),
});
const editorSchema = z.looseObject({
  schema: z.looseObject({
    componentsMap: z.array(z.looseObject({ componentName: z.string() })),
    componentsTree: z.array(componentSchema).length(1),
  }),
  variableList: z.array(z.looseObject({ id: z.string(), type: z.string() })),
});

const file = () => readFileSync(FILE, "utf8");
const editor = () => editorSchema.parse(JSON.parse(envelopeSchema.parse(JSON.parse(file())).editorData));
const below = (component: Component): Component[] => [
  component,
  ...(component.children ?? []).flatMap(below),
];
const all = () => editor().schema.componentsTree.flatMap(below);
const stateOf = (status: number) =>
  below(all().find(({ props }) => props["status"] === status)!).map(({ componentName }) => componentName);
const boundIn = (value: unknown): string[] =>
  [...JSON.stringify(value).matchAll(/"variable":"([^"]+)"/g)].map(([, name]) => name ?? "");

it("an operator imports what the script would write", () => {
  expect(file()).toBe(renderCardTemplate());
});

it("an operator who imports it needs no other names than the settings' defaults and those in the documents", () => {
  const { contentKey, stopAction, likeAction, dislikeAction } = cardKeys.card.keys;
  const variables = editor().variableList.map(({ id }) => id);
  expect(variables).toEqual([contentKey.default, "flowStatus", "btns", "thumbs"]);
  const pressed = all()
    .filter(({ componentName }) => componentName === "FixedSingleButton")
    .map(({ props }) => (props["actionId"] as { content: string }).content);
  expect(pressed).toEqual([stopAction.default, likeAction.default, dislikeAction.default]);
  for (const language of ["", ".zh-CN"]) {
    const page = readFileSync(new URL(`../../docs/cards${language}.md`, import.meta.url), "utf8");
    for (const setting of [
      '"contentKey":"content"',
      '"statusKey":"flowStatus"',
      '"buttonsKey":"btns"',
      '"thumbs":"1"',
    ])
      expect(page).toContain(setting);
  }
  // The chat page of the local DingTalk shows a template with the same names.
  expect([BUTTON_CARD.contentKey, BUTTON_CARD.statusKey, BUTTON_CARD.buttonsKey]).toEqual(
    variables.slice(0, 3),
  );
});

it("the editor finds every component and every variable that the tree names, under ids of their own", () => {
  const { schema, variableList } = editor();
  const known = new Set(schema.componentsMap.map(({ componentName }) => componentName));
  const tree = all();
  expect(tree.filter(({ componentName }) => !known.has(componentName))).toEqual([]);
  expect(new Set(tree.map(({ id }) => id)).size).toBe(tree.length);
  const declared = new Set(variableList.map(({ id }) => id));
  expect(boundIn(schema.componentsTree).filter((name) => !declared.has(name))).toEqual([]);
});

it("a reader can stop an answer while it is written, and judge it or decide when it stands", () => {
  expect(stateOf(2).filter((name) => name.startsWith("Fixed"))).toHaveLength(1);
  expect(stateOf(3).filter((name) => name === "ButtonGroup")).toHaveLength(2);
  const streaming = all().filter(({ componentName }) => componentName === "MarkdownBlock");
  expect(streaming.map(({ props }) => props["isStreaming"])).toEqual([true, false]);
});
