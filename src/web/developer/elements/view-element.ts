/** What every view of the developer's page gets, and the styles all of them begin with. */
import { LitElement, type CSSResultGroup, type PropertyDeclarations } from "lit";
import { baseStyles } from "../../shared/theme/base-styles.ts";
import type { Act } from "../act.ts";
import type { DeveloperRoute } from "../state/developer-route.ts";
import type { DeveloperText } from "../text/create-developer-text.ts";
import { developerStyles } from "./developer-styles.ts";

export interface Shared {
  readonly text: DeveloperText;
  readonly act: Act;
  readonly go: (change: Partial<DeveloperRoute>) => void;
}

export class ViewElement extends LitElement {
  static override styles: CSSResultGroup = [baseStyles, developerStyles];
  static override properties: PropertyDeclarations = { shared: { attribute: false } };

  declare shared: Shared;

  protected get text(): DeveloperText {
    return this.shared.text;
  }

  /** The value of the field with that id, without blanks around it. */
  protected field(id: string): string {
    const field = this.renderRoot.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`);
    return field?.value.trim() ?? "";
  }
}
