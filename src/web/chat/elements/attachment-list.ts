/** What a person sent along: pictures as pictures, everything else as a chip with name and size. */
import { css, html, LitElement } from "lit";
import type { EmulatorAttachment } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { sizeLabel } from "../../shared/text/size-label.ts";

function iconOf(mime: string): IconName {
  if (mime.startsWith("audio/")) return "sound";
  return mime.startsWith("video/") ? "film" : "file";
}

export class AttachmentList extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        gap: 6px;
        max-width: 100%;
        margin-top: 4px;
      }

      img {
        display: block;
        max-width: min(100%, 280px);
        max-height: 240px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface-raised);
      }

      .chip {
        display: flex;
        gap: 8px;
        align-items: center;
        min-width: 0;
        max-width: 100%;
        padding: 8px 12px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface-raised);
        color: var(--ink);
        text-decoration: none;
      }

      .chip:hover {
        border-color: var(--accent);
      }

      .chip-name {
        min-width: 0;
        overflow-wrap: anywhere;
      }

      .size {
        color: var(--ink-soft);
        font-size: 12px;
        white-space: nowrap;
      }
    `,
  ];
  static override properties = { text: { attribute: false }, attachments: { attribute: false } };

  declare text: Text;
  declare attachments: readonly EmulatorAttachment[];

  override render() {
    return this.attachments.map(({ name, mime, bytes, url }) =>
      mime.startsWith("image/")
        ? html`<a href=${url} target="_blank" rel="noopener"
            ><img src=${url} alt=${this.text("attachment.picture", { name })}
          /></a>`
        : html`<a class="chip" href=${url} download=${name}
            >${icon(iconOf(mime))}<span class="chip-name">${name}</span
            ><span class="size">${sizeLabel(bytes, this.text.locale)}</span></a
          >`,
    );
  }
}
