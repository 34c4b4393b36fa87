/** What every view of the console gets, the styles all of them begin with, and the parts that all of them show. */
import {
  html,
  LitElement,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type TemplateResult,
} from "lit";
import type { NowView, Sentence } from "../../../contract/console.ts";
import { icon } from "../../shared/elements/icons.ts";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { ConsoleApi, ConsoleData, ConsoleFailure } from "../console-api.ts";
import type { ConsoleRoute } from "../state/console-route.ts";
import type { ConsoleLink } from "../state/console-store.ts";
import type { SettingsDraft } from "../state/settings-draft.ts";
import type { ConsoleText } from "../text/create-console-text.ts";
import { consoleStyles } from "./console-styles.ts";

export interface Shared {
  readonly text: ConsoleText;
  readonly route: ConsoleRoute;
  /** The account of a view that is about one: the chosen one, else the first. */
  readonly account: string | undefined;
  /** As last answered, by view; absent until it was. */
  readonly data: Partial<ConsoleData>;
  readonly refusals: Partial<Record<keyof ConsoleData, ConsoleFailure>>;
  readonly link: ConsoleLink;
  readonly api: ConsoleApi;
  /** False: controls that change something are links to `ownPage`. */
  readonly mayChange: boolean;
  /** Edits of the settings that are not sent yet; they outlive the view. */
  readonly draft: SettingsDraft;
  setDraft(draft: SettingsDraft): void;
  /** Changes the address; undefined values leave it. `replace`: without a step to go back to, as while typing. */
  go(change: Partial<ConsoleRoute>, options?: { readonly replace?: boolean }): void;
  /** The address of that place on this page. */
  href(change: Partial<ConsoleRoute>): string;
  /** The address of that place on the page of its own. */
  ownPage(change?: Partial<ConsoleRoute>): string;
  /**
   * Does something with the gateway, then asks for everything again. Shows what went wrong, and resolves to undefined
   * then.
   */
  act<Result>(run: (api: ConsoleApi) => Promise<Result>): Promise<Result | undefined>;
  refresh(): Promise<void>;
}

export class ViewElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, consoleStyles];
  static override properties: PropertyDeclarations = { shared: { attribute: false } };

  declare shared: Shared;

  protected get text(): ConsoleText {
    return this.shared.text;
  }

  protected get now(): NowView | undefined {
    return this.shared.data.now;
  }

  /** What an account is called for people. */
  protected accountName(accountId: string): string {
    return this.now?.accounts.find((one) => one.accountId === accountId)?.name ?? accountId;
  }

  /** A control that changes something; where nothing may be changed, a link to the page that can. */
  protected change(control: TemplateResult, route: Partial<ConsoleRoute> = {}): TemplateResult {
    if (this.shared.mayChange) return control;
    return html`<a class="button small" href=${this.shared.ownPage(route)} target="_blank" rel="noopener"
      >${icon("window", 14)} ${this.text("app.openOwn")}</a
    >`;
  }

  /** What the gateway said: the sentence, what to do about it, and where. */
  protected sentence({ text, remedy, link }: Sentence): TemplateResult {
    const safe = link !== undefined && /^https?:\/\//.test(link);
    return html`<span class="sentence"
      >${text}${remedy ? html` <span class="remedy">${remedy}</span>` : nothing}${
        safe
          ? html` <a href=${link} target="_blank" rel="noopener noreferrer"
              >${this.text("app.onPlatform")} ${icon("window", 12)}</a
            >`
          : nothing
      }</span
    >`;
  }

  /** Instead of a view that has no data yet: loading, or why the gateway does not tell. */
  protected waiting(name: keyof ConsoleData): TemplateResult {
    const refusal = this.shared.refusals[name]?.refusal;
    if (refusal) return html`<div class="panel notice bad" role="alert">${this.sentence(refusal)}</div>`;
    return html`<div class="waiting" role="status">
      <span class="sr-only">${this.text("app.loading")}</span>
      <span class="bone"></span><span class="bone"></span><span class="bone short"></span>
    </div>`;
  }

  /** Instead of a view that needs a bot, while there is none. */
  protected noAccounts(): TemplateResult {
    return html`<div class="panel empty">
      ${icon("bot", 40)}
      <h2>${this.text("app.noAccounts")}</h2>
      <p>${this.text("app.noAccountsHint")}</p>
      <a class="button primary" href=${this.shared.href({ view: "setup" })}>${this.text("app.toSetup")}</a>
    </div>`;
  }
}
