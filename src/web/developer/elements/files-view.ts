/** Saves and loads the whole emulator as one file, and records a conversation to be played as a test. */
import { html, nothing } from "lit";
import type { EmulatorConsole, EmulatorRecording } from "../../../contract/emulator-console.ts";
import { parseJson } from "../state/parse-json.ts";
import { ViewElement } from "./view-element.ts";

export class FilesView extends ViewElement {
  static override properties = {
    ...ViewElement.properties,
    console: { attribute: false },
    said: { state: true },
    anyWords: { state: true },
  };

  declare console: EmulatorConsole;
  /** What came of the last load or replay. */
  declare said: { readonly tone: "good" | "bad" | "warn"; readonly words: string } | undefined;
  declare anyWords: boolean;

  override render() {
    const { text } = this;
    const { recording } = this.console;
    return html`<div class="page">
      <div>
        <h2>${text("files.heading")}</h2>
        <p class="soft">${text("files.intro")}</p>
      </div>
      <section class="panel">
        <div class="row">
          <button type="button" class="button primary" @click=${this.#save}>${text("files.save")}</button>
          ${this.#renderPicker("seed", "files.load", this.#load)}
        </div>
        <p class="soft">${text("files.secretNote")}</p>
      </section>
      <section class="panel">
        <h3>${text("files.recording")}</h3>
        <p class="soft">${text("files.recordingIntro")}</p>
        <div class="row centre">
          ${
            recording
              ? html`<button type="button" class="button danger" @click=${this.#stop}>
                    ${text("files.stop")}
                  </button>
                  <span>${text("files.running", { steps: recording.steps })}</span>`
              : html`<button
                  type="button"
                  class="button"
                  @click=${() => this.shared.act((api) => api.startRecording())}
                >
                  ${text("files.start")}
                </button>`
          }
          ${this.#renderPicker("replay", "files.replay", this.#replay)}
          <label class="check"
            ><input
              type="checkbox"
              .checked=${this.anyWords}
              @change=${(event: Event) => (this.anyWords = (event.currentTarget as HTMLInputElement).checked)}
            />${text("files.words")}</label
          >
        </div>
      </section>
      <div role="status">
        ${this.said ? html`<p class="panel"><span class="chip ${this.said.tone}">${this.said.tone === "good" ? "✓" : this.said.tone === "bad" ? "✕" : "…"}</span> ${this.said.words}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderPicker(
    id: string,
    label: "files.load" | "files.replay",
    take: (name: string, file: unknown) => void,
  ) {
    return html`<button
        type="button"
        class="button"
        @click=${() => this.renderRoot.querySelector<HTMLInputElement>(`#${id}`)?.click()}
      >
        ${this.text(label)}
      </button>
      <input
        id=${id}
        type="file"
        accept="application/json,.json"
        hidden
        aria-label=${this.text(label)}
        @change=${async (event: Event) => {
          const input = event.currentTarget as HTMLInputElement;
          const file = input.files?.[0];
          if (!file) return;
          const words = await file.text();
          input.value = "";
          let value: unknown;
          const isJson = await this.shared.act(async () => (value = parseJson(words, file.name, this.text)));
          if (isJson) take(file.name, value);
        }}
      />`;
  }

  #download(name: string, value: unknown): void {
    const link = document.createElement("a");
    const url = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 0);
  }

  readonly #save = (): void => {
    void this.shared.act(async (api) => this.#download("dingtalk-seed.json", await api.seed()));
  };

  readonly #load = async (name: string, seed: unknown): Promise<void> => {
    const done = await this.shared.act((api) => api.load(seed));
    this.said = done ? { tone: "good", words: this.text("files.loaded", { name }) } : undefined;
  };

  readonly #stop = (): void => {
    void this.shared.act(async (api) => this.#download("dingtalk-recording.json", await api.stopRecording()));
  };

  readonly #replay = async (name: string, recording: unknown): Promise<void> => {
    const { text } = this;
    this.said = { tone: "warn", words: this.text("files.playing", { name }) };
    const words = this.anyWords ? ("any" as const) : ("same" as const);
    const done = await this.shared.act(async (api) => {
      const { passed, steps } = await api.replay({ recording: recording as EmulatorRecording, words });
      const last = steps.at(-1);
      this.said = passed
        ? { tone: "good", words: this.text("files.passed", { name, count: steps.length }) }
        : {
            tone: "bad",
            words: this.text("files.failedAt", {
              name,
              step: (last?.index ?? 0) + 1,
              reason: (text.locale === "en" ? last?.reason : last?.reasonZh) ?? "",
            }),
          };
    });
    if (!done) this.said = undefined;
  };
}
