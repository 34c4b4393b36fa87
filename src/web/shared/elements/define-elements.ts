/**
 * Registers custom elements. Element files only export their class; each page says in its entry what it
 * uses, so importing a file has no effect. Name children before parents.
 */
import { MarkdownView } from "../markdown/markdown-view.ts";
import { AvatarBadge } from "./avatar-badge.ts";
import { MenuButton } from "./menu-button.ts";

export type ElementTable = Readonly<Record<string, CustomElementConstructor>>;

/** The elements every page may use. */
export const SHARED_ELEMENTS: ElementTable = {
  "avatar-badge": AvatarBadge,
  "menu-button": MenuButton,
  "markdown-view": MarkdownView,
};

export function defineElements(table: ElementTable): void {
  for (const [name, element] of Object.entries(table)) customElements.define(name, element);
}
