/**
 * What came along with a message: pictures as pictures, a robot's video by its cover, everything else as a chip with
 * name, length and size. Nothing is played here: the emulator gives such files out as downloads only.
 */
import { css, html, LitElement, nothing } from "lit";
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

      .video {
        position: relative;
        display: block;
      }

      .video .badge {
        position: absolute;
        inset-block-end: 8px;
        inset-inline-end: 8px;
        display: flex;
        gap: 4px;
        align-items: center;
        padding: 2px 8px;
        border-radius: 10px;
        background: var(--surface-raised);
        color: var(--ink);
        font-size: 12px;
      }

      .size {
        color: var(--ink-soft);
        font-size: 12px;
        white-space: nowrap;
      }
    `,
  ];
  static override properties = {
    text: { attribute: false },
    attachments: { attribute: false },
    asFiles: { attribute: false },
  };

  declare text: Text;
  declare attachments: readonly EmulatorAttachment[];
  /** A picture that was sent as a file is a file. */
  declare asFiles: boolean;

  override render() {
    return this.attachments.map((attachment) => {
      if (attachment.coverUrl !== undefined) return this.#renderVideo(attachment, attachment.coverUrl);
      if (!this.asFiles && attachment.mime.startsWith("image/")) return this.#renderPicture(attachment);
      return this.#renderChip(attachment);
    });
  }

  #renderPicture({ name, url }: EmulatorAttachment) {
    return html`<a href=${url} target="_blank" rel="noopener"
      ><img src=${url} alt=${this.text("attachment.picture", { name })}
    /></a>`;
  }

  #renderVideo({ name, url, durationMs }: EmulatorAttachment, coverUrl: string) {
    return html`<a class="video" href=${url} download=${name}
      ><img src=${coverUrl} alt=${this.text("attachment.cover", { name })} /><span class="badge"
        >${icon("film", 14)} ${this.#length(durationMs)}</span
      ></a
    >`;
  }

  #renderChip({ name, mime, bytes, url, durationMs }: EmulatorAttachment) {
    return html`<a class="chip" href=${url} download=${name}
      >${icon(iconOf(mime))}<span class="chip-name">${name}</span>${
        durationMs === undefined ? nothing : html`<span class="size">${this.#length(durationMs)}</span>`
      }<span class="size">${sizeLabel(bytes, this.text.locale)}</span></a
    >`;
  }

  #length(durationMs = 0): string {
    return this.text("attachment.length", { seconds: Math.max(1, Math.round(durationMs / 1_000)) });
  }
}
