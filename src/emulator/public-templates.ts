/**
 * Card templates of DingTalk's own that any app may use: the AI card of its connector, and those that the official
 * Python SDK names. Ids and variables are as its 0.24.3 writes them; how DingTalk draws them is not played, and what
 * it does with a button without `request` is unproven. Templates of a company are in `seed.ts`.
 */
import { PUBLIC_AI_CARD } from "../contract/card.ts";
import type { SeedTemplate } from "./seed.ts";

/** `AIMarkdownCardInstance` and `CarouselCardInstance`; other clients stream on it too. Slides are not shown. */
export const SDK_AI_CARD: SeedTemplate = {
  id: "382e4302-551d-4880-bf29-a30acfab2e71.schema",
  contentKey: "msgContent",
  staticKey: "staticMsgContent",
  statusKey: "flowStatus",
  initial: {},
  buttonsKey: "sys_full_json_obj",
};

/** `MarkdownCardInstance`, of `reply_markdown_card`. */
export const SDK_MARKDOWN_CARD: SeedTemplate = {
  id: "589420e2-c1e2-46ef-a5ed-b8728e654da9.schema",
  contentKey: "markdown",
  still: true,
  initial: {},
};

/** `MarkdownButtonCardInstance`, of `reply_markdown_button`: `tips` stand below the text. */
export const SDK_BUTTON_CARD: SeedTemplate = {
  id: "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema",
  contentKey: "markdown",
  staticKey: "tips",
  still: true,
  initial: {},
  buttonsKey: "sys_full_json_obj",
};

export const PUBLIC_TEMPLATES: readonly SeedTemplate[] = [
  PUBLIC_AI_CARD,
  SDK_AI_CARD,
  SDK_MARKDOWN_CARD,
  SDK_BUTTON_CARD,
];
