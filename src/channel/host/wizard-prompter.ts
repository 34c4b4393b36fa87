/**
 * Questions in a terminal, by the host's own prompts, so that our wizard looks and answers like every other of the
 * host's. Going back and cancelling come out as errors with a code; nothing is printed by itself.
 */
import type { WizardPrompter } from "openclaw/plugin-sdk/setup";

export interface PromptOption {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface Prompter {
  /** Rejects with `PromptEnded`. */
  select(question: {
    readonly message: string;
    readonly options: readonly PromptOption[];
    readonly initial?: string;
    readonly canGoBack: boolean;
  }): Promise<string>;
  /** `secret` shows dots. An aborted `signal` takes the question away: `PromptEnded` with `prompt-closed`. */
  text(question: {
    readonly message: string;
    readonly placeholder?: string;
    readonly initial?: string;
    readonly secret?: boolean;
    readonly canGoBack: boolean;
    readonly signal?: AbortSignal;
    /** Says what is wrong, or nothing. */
    readonly validate?: (value: string) => string | undefined;
  }): Promise<string>;
  /** A framed text. */
  note(text: string, title: string): Promise<void>;
}

export type PromptEndCode = "prompt-back" | "prompt-cancelled" | "prompt-closed";

/** A question that ended without an answer. */
export class PromptEnded extends Error {
  override readonly name = "PromptEnded";
  readonly code: PromptEndCode;
  /** `cause`: the host's own error. */
  constructor(code: PromptEndCode, cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** The host's two errors are classes that it does not hand out; they are known by their names. */
async function guard<Answer>(work: Promise<Answer>, signal?: AbortSignal): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (signal?.aborted) throw new PromptEnded("prompt-closed");
    if (name === "WizardNavigationError") throw new PromptEnded("prompt-back", error);
    if (name === "WizardCancelledError") throw new PromptEnded("prompt-cancelled", error);
    throw error;
  }
}

type HostPrompter = Pick<WizardPrompter, "select" | "text" | "note">;

const back = (canGoBack: boolean) => (canGoBack ? { navigation: { canGoBack } } : {});

/** `host`: a terminal's prompts, or what the host's own wizard hands out. */
export function createWizardPrompter(host: HostPrompter): Prompter {
  return {
    select: ({ message, options, initial, canGoBack }) =>
      guard(
        host.select({
          message,
          options: options.map((option) => ({ ...option })),
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...back(canGoBack),
        }),
      ),
    text: ({ message, placeholder, initial, secret, canGoBack, signal, validate }) =>
      guard(
        host.text({
          message,
          ...(placeholder === undefined ? {} : { placeholder }),
          ...(initial === undefined ? {} : { initialValue: initial }),
          ...(secret ? { sensitive: true } : {}),
          ...(signal ? { signal } : {}),
          ...(validate ? { validate } : {}),
          ...back(canGoBack),
        }),
        signal,
      ),
    note: (text, title) => host.note(text, title),
  };
}
