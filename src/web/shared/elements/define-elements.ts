/**
 * Registers custom elements. Element files only export their class; each page says in its entry what it
 * uses, so importing a file has no effect. Name children before parents.
 */
export type ElementTable = Readonly<Record<string, CustomElementConstructor>>;

export function defineElements(table: ElementTable): void {
  for (const [name, element] of Object.entries(table)) customElements.define(name, element);
}
