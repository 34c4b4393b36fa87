/**
 * A menu of things that a desk has no way to record: a voice and a video, as a phone would send them. Fires
 * `pick-sample` with what is to be said.
 */
import { html, LitElement } from "lit";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Text } from "../../shared/text/create-text.ts";
import { readPickedFile } from "../read-picked-file.ts";
import { createVideoSample, VIDEO_SAMPLE_MS } from "../samples/video-sample.ts";
import { createVoiceSample, VOICE_SAMPLE_MS } from "../samples/voice-sample.ts";
import type { Say } from "../state/plan-says.ts";

export class SampleMenu extends LitElement {
  static override styles = [baseStyles];
  static override properties = { text: { attribute: false } };

  declare text: Text;

  override render() {
    const { text } = this;
    return html`<menu-button
      .label=${text("composer.samples")}
      .heading=${text("composer.samplesHeading")}
      .items=${[
        { id: "voice", label: text("composer.voiceSample"), hint: text("composer.voiceWords") },
        { id: "video", label: text("composer.videoSample") },
      ]}
      @menu-select=${({ detail }: CustomEvent<string>) => void this.#pick(detail)}
      ><span class="icon-button">${icon("sound")}</span></menu-button
    >`;
  }

  async #pick(kind: string): Promise<void> {
    const isVoice = kind === "voice";
    const bytes = isVoice ? createVoiceSample() : createVideoSample();
    const { data } = await readPickedFile(new File([bytes], kind));
    const say: Say = {
      content: isVoice
        ? { kind: "audio", data, durationMs: VOICE_SAMPLE_MS, recognition: this.text("composer.voiceWords") }
        : { kind: "video", data, durationMs: VIDEO_SAMPLE_MS },
    };
    this.dispatchEvent(new CustomEvent("pick-sample", { detail: say }));
  }
}
