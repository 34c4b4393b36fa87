/**
 * What came along with a message: pictures as pictures, a robot's video by its cover, everything else as a chip with
 * name, length and size. A voice or video that browsers know is played where it stands, once it is asked for.
 */
import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import type { EmulatorAttachment } from "../../../contract/emulator-control.ts";
import { icon, type IconName } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { sizeLabel } from "../../shared/text/size-label.ts";

function iconOf(mime: string): IconName {
  if (mime.startsWith("audio/")) return "sound";
  return mime.startsWith("video/") ? "film" : "file";
}

/** AMR, which DingTalk's clients record, is played by no browser. */
const PLAYABLE = new Set(["audio/wav", "audio/ogg", "audio/mpeg", "video/mp4"]);

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

      audio,
      video {
        display: block;
        width: 280px;
        max-width: 100%;
        border-radius: 8px;
      }

      .heard {
        display: grid;
        gap: 4px;
        max-width: 100%;
      }

      .words {
        margin: 0;
        color: var(--ink-soft);
        font-size: 13px;
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
    playing: { state: true },
  };

  declare text: Text;
  declare attachments: readonly EmulatorAttachment[];
  /** A picture that was sent as a file is a file. */
  declare asFiles: boolean;
  /** Addresses of those that were asked for. */
  declare playing: readonly string[];

  constructor() {
    super();
    this.playing = [];
  }

  override render() {
    return this.attachments.map((attachment) => {
      if (this.playing.includes(attachment.url)) return this.#renderPlayer(attachment);
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
    return html`<button
      type="button"
      class="video"
      title=${this.text("attachment.play", { name })}
      @click=${() => this.#play(url)}
    >
      <img src=${coverUrl} alt=${this.text("attachment.cover", { name })} /><span class="badge"
        >${icon("film", 14)} ${this.#length(durationMs)}</span
      >
    </button>`;
  }

  #renderChip({ name, mime, bytes, url, durationMs, recognition }: EmulatorAttachment) {
    const inside = html`${icon(iconOf(mime))}<span class="chip-name">${name}</span>${
        durationMs === undefined ? nothing : html`<span class="size">${this.#length(durationMs)}</span>`
      }<span class="size">${sizeLabel(bytes, this.text.locale)}</span>`;
    const canPlay = !this.asFiles && durationMs !== undefined && PLAYABLE.has(mime);
    const chip = canPlay
      ? html`<button
          type="button"
          class="chip"
          title=${this.text("attachment.play", { name })}
          @click=${() => this.#play(url)}
        >
          ${inside}
        </button>`
      : html`<a class="chip" href=${url} download=${name}>${inside}</a>`;
    return this.#withWords(chip, recognition);
  }

  #renderPlayer({ name, mime, url, coverUrl, recognition }: EmulatorAttachment) {
    const player = mime.startsWith("video/")
      ? html`<video controls autoplay src=${url} poster=${coverUrl ?? nothing} aria-label=${name}></video>`
      : html`<audio controls autoplay src=${url} aria-label=${name}></audio>`;
    return this.#withWords(player, recognition);
  }

  /** With the transcript below it, as the client shows it. */
  #withWords(shown: TemplateResult, recognition: string | undefined): TemplateResult {
    if (recognition === undefined) return shown;
    return html`<div class="heard">
      ${shown}
      <p class="words">${recognition}</p>
    </div>`;
  }

  #play(url: string): void {
    this.playing = [...this.playing, url];
  }

  #length(durationMs = 0): string {
    return this.text("attachment.length", { seconds: Math.max(1, Math.round(durationMs / 1_000)) });
  }
}
