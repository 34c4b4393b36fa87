/** A sentence of ours in which `backticks` set off what is typed at a terminal. */
import { html, type TemplateResult } from "lit";

export function showCode(sentence: string): TemplateResult {
  const parts = sentence.split("`");
  return html`${parts.map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;
}
