/** The template that an account's cards are made of: DingTalk's public AI card, or the operator's own. Pure. */
import { FlowStatus, PUBLIC_AI_CARD, type CardTemplate } from "../../contract/card.ts";

/** Names of the template that this project ships (`docs/card-template.json`), beside `content`. */
export const STATE_VARIABLE = "flowStatus";
export const BUTTONS_VARIABLE = "btns";
/** While it is not empty, thumbs are shown below a finished answer. */
export const THUMBS_VARIABLE = "thumbs";

export interface TemplateSettings {
  readonly templateId: string | undefined;
  /** The Markdown variable that streams. */
  readonly contentKey: string;
  readonly statusKey: string | undefined;
  /** The variable of a looping group of buttons; answers have none. */
  readonly buttonsKey?: string | undefined;
  readonly variables: Readonly<Record<string, string>> | undefined;
}

export function resolveCardTemplate(settings: TemplateSettings): CardTemplate {
  const { templateId, contentKey, statusKey, buttonsKey, variables } = settings;
  if (templateId === undefined) return PUBLIC_AI_CARD;
  const state = statusKey === undefined ? {} : { [statusKey]: FlowStatus.processing };
  return {
    id: templateId,
    contentKey,
    ...(statusKey === undefined ? {} : { statusKey }),
    initial: { [contentKey]: "", ...state, ...(buttonsKey ? { [buttonsKey]: "[]" } : {}), ...variables },
  };
}
