/**
 * Prompts on cards of the operator's own template: one call shows it with its buttons, one ends it. The buttons carry
 * no id of the host: what a press means is looked up on this side.
 */
import type { CardApi, CardTarget } from "../card/card-api.ts";
import { THUMBS_VARIABLE } from "../card/card-template.ts";
import { FlowStatus, type CardTemplate } from "../../contract/card.ts";
import type { PromptChoice } from "./prompt.ts";

export interface PromptCardOptions {
  readonly api: Pick<CardApi, "create" | "update">;
  readonly template: CardTemplate;
  /** The variable that the looping group of buttons is bound to. */
  readonly buttonsKey: string;
}

export interface PromptCards {
  /** Rejects with what the platform said. */
  show(card: ShownPrompt): Promise<void>;
  end(outTrackId: string, body: string): Promise<void>;
}

export interface ShownPrompt {
  readonly outTrackId: string;
  readonly target: CardTarget;
  readonly body: string;
  readonly choices: readonly PromptChoice[];
  /** For the conversation list and the notification. */
  readonly summary: string;
}

const ACTION = /^choice_(\d)$/;

/** Index of the choice that a component's id stands for; undefined for other components. */
export function choiceOfAction(actionIds: readonly string[]): number | undefined {
  const found = actionIds.map((id) => ACTION.exec(id)?.[1]).find((digit) => digit !== undefined);
  return found === undefined ? undefined : Number(found);
}

function colorOf(value: string, index: number): string {
  if (value === "deny") return "red";
  return index === 0 ? "blue" : "gray";
}

/** The list that the card platform's button group is made of, as JSON text. */
export function encodeButtons(choices: readonly PromptChoice[]): string {
  return JSON.stringify(
    choices.map(({ value, label }, index) => ({
      text: label,
      color: colorOf(value, index),
      status: "normal",
      event: { type: "sendCardRequest", params: { actionId: `choice_${index}`, params: {} } },
    })),
  );
}

export function createPromptCards({ api, template, buttonsKey }: PromptCardOptions): PromptCards {
  const { contentKey, statusKey } = template;
  // Nothing streams here: the card stands finished from the start, or it would show that it is being written.
  const finished = statusKey === undefined ? {} : { [statusKey]: FlowStatus.finished };
  // Nobody is asked how good a question is.
  const state = THUMBS_VARIABLE in template.initial ? { ...finished, [THUMBS_VARIABLE]: "" } : finished;
  return {
    async show({ outTrackId, target, body, choices, summary }) {
      const params = { ...state, [contentKey]: body, [buttonsKey]: encodeButtons(choices) };
      await api.create({ outTrackId, template, params, to: target, lastMessage: summary });
    },
    end: (outTrackId, body) =>
      api.update({ outTrackId, params: { ...state, [contentKey]: body, [buttonsKey]: "[]" } }),
  };
}
