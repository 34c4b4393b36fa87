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

      .view {
        display: block;
        max-width: min(100%, 280px);
        border-radius: 8px;
        cursor: zoom-in;
      }

      img,
      .still {
        display: block;
        width: auto;
        max-width: 100%;
        max-height: 240px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--surface-raised);
      }

      .kind {
        display: grid;
        flex: none;
        place-items: center;
        width: 34px;
        height: 40px;
        border-radius: 5px;
        background: var(--surface-selected);
        color: var(--accent-strong);
        font-size: 10px;
        font-weight: 600;
        text-transform: uppercase;
      }

      .about {
        display: grid;
        min-width: 0;
      }

      .voice {
        min-width: 96px;
      }

      .chip {
        display: flex;
        gap: 10px;
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
        width: fit-content;
        max-width: min(100%, 280px);
      }

      .video .start {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        width: 44px;
        height: 44px;
        margin: auto;
        border-radius: 50%;
        background: rgb(0 0 0 / 55%);
        color: #fff;
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
    viewing: { state: true },
  };

  declare text: Text;
  declare attachments: readonly EmulatorAttachment[];
  /** A picture that was sent as a file is a file. */
  declare asFiles: boolean;
  /** Addresses of those that were asked for. */
  declare playing: readonly string[];
  /** Which of the pictures is shown large. */
  declare viewing: number | undefined;

  constructor() {
    super();
    this.playing = [];
  }

  override render() {
    return html`${this.attachments.map((attachment) => this.#renderOne(attachment))}
    ${
      this.viewing === undefined
        ? nothing
        : html`<picture-viewer
            .text=${this.text}
            .pictures=${this.#pictures}
            .at=${this.viewing}
            @close=${() => (this.viewing = undefined)}
          ></picture-viewer>`
    }`;
  }

  get #pictures(): readonly EmulatorAttachment[] {
    return this.attachments.filter(({ mime }) => mime.startsWith("image/"));
  }

  #renderOne(attachment: EmulatorAttachment) {
    const { url, mime, coverUrl } = attachment;
    if (this.playing.includes(url)) return this.#renderPlayer(attachment);
    if (coverUrl !== undefined) return this.#renderVideo(attachment, coverUrl);
    if (!this.asFiles && mime.startsWith("image/")) return this.#renderPicture(attachment);
    if (this.#canPlay(attachment) && mime.startsWith("video/")) return this.#renderVideo(attachment);
    return this.#renderChip(attachment);
  }

  #canPlay({ mime, durationMs }: EmulatorAttachment): boolean {
    return !this.asFiles && durationMs !== undefined && PLAYABLE.has(mime);
  }

  #renderPicture(attachment: EmulatorAttachment) {
    const { name, url } = attachment;
    return html`<button
      type="button"
      class="view"
      aria-label=${this.text("attachment.view", { name })}
      @click=${() => (this.viewing = this.#pictures.indexOf(attachment))}
    >
      <img src=${url} alt="" />
    </button>`;
  }

  /** A person's has no cover: then its first picture is one. */
  #renderVideo({ name, url, durationMs }: EmulatorAttachment, coverUrl?: string) {
    return html`<button
      type="button"
      class="video"
      title=${this.text("attachment.play", { name })}
      @click=${() => this.#play(url)}
    >
      ${
        coverUrl === undefined
          ? html`<video class="still" muted preload="metadata" src=${url} aria-hidden="true"></video>`
          : html`<img src=${coverUrl} alt=${this.text("attachment.cover", { name })} />`
      }<span class="start">${icon("play", 22)}</span><span class="badge">${this.#length(durationMs)}</span>
    </button>`;
  }

  #renderChip(attachment: EmulatorAttachment) {
    const { name, bytes, url, durationMs, recognition } = attachment;
    const chip = this.#canPlay(attachment)
      ? html`<button
          type="button"
          class="chip voice"
          aria-label=${`${this.text("attachment.play", { name })} ${this.#length(durationMs)}`}
          title=${this.text("attachment.play", { name })}
          @click=${() => this.#play(url)}
        >
          ${icon("sound")}<span>${this.#length(durationMs)}</span>
        </button>`
      : html`<a class="chip" href=${url} download=${name}
          >${this.#renderKind(attachment)}<span class="about"
            ><span class="chip-name">${name}</span
            ><span class="size"
              >${durationMs === undefined ? nothing : `${this.#length(durationMs)} · `}${sizeLabel(bytes, this.text.locale)}</span
            ></span
          ></a
        >`;
    return this.#withWords(chip, recognition);
  }

  /** The ending of its name, or a sign where it has none. */
  #renderKind({ name, mime }: EmulatorAttachment) {
    const ending = /\.([a-z0-9]{1,4})$/i.exec(name)?.[1];
    return html`<span class="kind" aria-hidden="true">${ending ?? icon(iconOf(mime), 18)}</span>`;
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
