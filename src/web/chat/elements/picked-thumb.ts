/** A picked file in small, before it is sent: a picture as itself, everything else as a sign. Decorative. */
import { css, html, LitElement, type PropertyValues } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import { readPickedFile } from "../read-picked-file.ts";
import { isPicture } from "../state/plan-says.ts";

/** Larger ones are not worth the wait. */
const MAX_BYTES = 20_000_000;

export class PickedThumb extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        flex: none;
        place-items: center;
        min-height: 32px;
        margin-inline-start: -4px;
      }

      img {
        display: block;
        width: 44px;
        height: 44px;
        margin: 4px 0;
        border-radius: 6px;
        object-fit: cover;
      }
    `,
  ];
  static override properties = { file: { attribute: false }, url: { state: true } };

  declare file: File;
  /** A data address: the page may load pictures from nowhere else. */
  declare url: string | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("file")) return;
    this.url = undefined;
    if (isPicture(this.file.type) && this.file.size <= MAX_BYTES) void this.#read(this.file);
  }

  override render() {
    return this.url === undefined ? icon("file", 18) : html`<img src=${this.url} alt="" />`;
  }

  /** What cannot be read is told when it is sent. */
  async #read(file: File): Promise<void> {
    const read = await readPickedFile(file).catch(() => undefined);
    if (read && file === this.file) this.url = `data:${read.mime};base64,${read.data}`;
  }
}
