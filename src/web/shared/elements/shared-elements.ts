/** The elements every page of the chat may use. Apart from `define-elements.ts`: the Markdown view is heavy. */
import { MarkdownView } from "../markdown/markdown-view.ts";
import { AvatarBadge } from "./avatar-badge.ts";
import type { ElementTable } from "./define-elements.ts";
import { MenuButton } from "./menu-button.ts";

export const SHARED_ELEMENTS: ElementTable = {
  "avatar-badge": AvatarBadge,
  "menu-button": MenuButton,
  "markdown-view": MarkdownView,
};
