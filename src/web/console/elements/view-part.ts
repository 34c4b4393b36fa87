/** What the parts of Now, Messages and People share beyond every view: moments, places, and status after an action. */
import { html, nothing, type CSSResultGroup, type TemplateResult } from "lit";
import type { Sentence, TrailPlace, TrailRow } from "../../../contract/console.ts";
import type { ConsoleTextKey } from "../text/create-console-text.ts";
import { ViewElement } from "./view-element.ts";
import { viewsStyles } from "./views-styles.ts";

/** As the platform names them. */
const TYPES = ["text", "richText", "picture", "audio", "video", "file"] as const;

export class ViewPart extends ViewElement {
  static override styles: CSSResultGroup = [ViewElement.styles, viewsStyles];

  /** A moment that ages by the gateway's clock. */
  protected moment(at: number, form: "ago" | "elapsed" = "ago"): TemplateResult {
    return html`<live-time
      .at=${at}
      .now=${this.now?.now ?? Date.now()}
      .locale=${this.text.locale}
      .form=${form}
    ></live-time>`;
  }

  /** A sentence with a moment in it, at its `{when}`, wherever the language wants it. */
  protected sayWhen(key: ConsoleTextKey, at: number): TemplateResult {
    const [before = "", after = ""] = this.text(key).split("{when}");
    return html`${before}${this.moment(at)}${after}`;
  }

  /** Where something was said, in words. A title is what people in the group made it: plain text. */
  protected placeName(place: TrailPlace): string {
    if (place.kind === "direct") return this.text("unit.direct");
    const title = place.title?.trim();
    return title ? this.text("unit.inGroup", { title }) : this.text("unit.unnamedGroup");
  }

  protected nameOr(name: string | undefined, otherwise = this.text("unit.unnamed")): string {
    return name?.trim() || otherwise;
  }

  /** A message's text as it may be shown: itself, or how long it is. */
  protected renderText({ text: words, textHidden }: Pick<TrailRow, "text" | "textHidden">): TemplateResult {
    if (words === "") return html`<span class="soft">${this.text("messages.noText")}</span>`;
    if (!textHidden) return html`<bdi class="words">${words}</bdi>`;
    const count = /\d+/.exec(words)?.[0] ?? "0";
    return html`<span class="blackout" aria-hidden="true"></span>
      <span class="soft"
        ><span class="sr-only">${this.text("messages.hiddenText")} </span
        >${this.text("messages.characters", { count })}</span
      >`;
  }

  /** A type that this page does not know keeps the platform's name. */
  protected typeName(type: string): string {
    const known = TYPES.find((one) => one === type);
    return known === undefined ? type : this.text(`messages.type.${known}`);
  }

  /** What an action brought about, said to everybody; the keyboard goes there where its button is gone. */
  protected status(done: Sentence | undefined): TemplateResult {
    return html`<p class="done" role="status" tabindex="-1">${done ? this.sentence(done) : nothing}</p>`;
  }

  protected async focusStatus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".done")?.focus();
  }
}
