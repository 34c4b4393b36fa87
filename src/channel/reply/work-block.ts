/**
 * What the agent does beside its words, as lines for a card: thoughts, the tool at work, the steps of its plan. While it
 * writes they stand below the text; at the end nothing is left of them, or one short block. It opens no card.
 */
import type { Clock } from "../../lib/clock.ts";
import type { PlanStep } from "../model.ts";
import type { Text } from "../text/text.ts";

/** From the host's key `streaming`, and our own for the end. */
export interface WorkSettings {
  /** False: nothing of the work is shown. */
  readonly showsWork: boolean;
  /** False: the text waits for its end, and until then the work alone is shown. */
  readonly showsText: boolean;
  readonly showsTools: boolean;
  /** What stands on a card where the text waits and nothing else is known yet; undefined: no card until then. */
  readonly label: string | undefined;
  /** Most lines of a plan. */
  readonly maxLines: number;
  /** Code points of such a line. */
  readonly maxLineChars: number;
  /** Whether a line below the finished answer sums the work up. */
  readonly sumsUp: boolean;
}

export interface WorkBlock {
  readonly settings: WorkSettings;
  /** The model thinks; what it thinks may stay unknown. */
  onThinking(): void;
  /** All of the thought so far. */
  onThoughts(text: string): void;
  onTool(name: string): void;
  /** Replaces the plan; `note` stands in for steps. Neither: the plan is gone. */
  onPlan(steps: readonly PlanStep[], note: string | undefined): void;
  /** Words come: the thought and the tool are over. */
  onText(): void;
  /** Thoughts that shall stay with the next answer. */
  keep(thoughts: string): void;
  /** A quote to stand below the text, or alone; empty where there is nothing to show. */
  readonly now: string;
  /** Takes the lines that stay below an answer, without the marks of a quote. */
  takeSummary(): readonly string[];
  /** Takes the thoughts that were kept, as such a line. */
  takeThoughts(): readonly string[];
}

/** Code points of a running thought that a card shows: its end, since that is what is new. */
const RUNNING_THOUGHT = 240;
/** Code points of a thought that stays. */
const KEPT_THOUGHT = 500;

const STEP_SIGNS: Readonly<Record<PlanStep["status"], string>> = {
  completed: "✅",
  in_progress: "▸",
  pending: "▢",
};
const THOUGHT_SIGN = "💭";
const WORK_LINE = /^> (?:✅|▸|▢|💭|🔧)/u;

/** Nothing but such a block: no word of an answer. */
export function isWorkBlock(content: string): boolean {
  return content !== "" && content.split("\n").every((line) => WORK_LINE.test(line));
}

/** Lines as a quote. */
export function quoteLines(lines: readonly string[]): string {
  return lines.map((line) => `> ${line}`).join("\n");
}

/** One line without marks that would reach beyond it: a thought that was cut may have opened what it does not close. */
function flat(text: string): string {
  return text
    .replaceAll(/[`*|]+|~{2,}/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function beginning(text: string, limit: number): string {
  const signs = [...text];
  return signs.length <= limit ? text : `${signs.slice(0, limit - 1).join("")}…`;
}

function ending(text: string, limit: number): string {
  const signs = [...text];
  return signs.length <= limit ? text : `…${signs.slice(1 - limit).join("")}`;
}

const stepsDone = (steps: readonly PlanStep[]) => steps.filter(({ status }) => status === "completed").length;

/** All steps, or those around the one at work below a line that counts them. */
function planLines(
  steps: readonly PlanStep[],
  { maxLines, maxLineChars }: WorkSettings,
  text: Text,
): string[] {
  const lines = steps.map(({ step, status }) =>
    beginning(`${STEP_SIGNS[status]} ${flat(step)}`, maxLineChars),
  );
  if (lines.length <= maxLines) return lines;
  const room = Math.max(1, maxLines - 1);
  const open = steps.findIndex(({ status }) => status !== "completed");
  const from = Math.min(Math.max(0, open - 1), steps.length - room);
  const count = `${STEP_SIGNS.completed} ${countOf(steps, text)}`;
  return [count, ...lines.slice(from, from + room)].slice(0, maxLines);
}

function countOf(steps: readonly PlanStep[], text: Text): string {
  return text.cardPlan({ done: String(stepsDone(steps)), total: String(steps.length) });
}

export function createWorkBlock(settings: WorkSettings, clock: Clock, text: Text): WorkBlock {
  let plan: readonly PlanStep[] = [];
  let note = "";
  let thought = "";
  let tool: string | undefined;
  let tools = 0;
  let thinkingSince: number | undefined;
  let thoughtMs = 0;
  let kept: string[] = [];

  const think = () => {
    thinkingSince ??= clock.now();
    tool = undefined;
  };
  const stopThinking = () => {
    if (thinkingSince !== undefined) thoughtMs += clock.now() - thinkingSince;
    thinkingSince = undefined;
    thought = "";
  };
  const takeThoughts = () => {
    const lines = kept.map((whole) => `${THOUGHT_SIGN} ${beginning(flat(whole), KEPT_THOUGHT)}`);
    kept = [];
    return lines;
  };
  /** How long it thought, how many tools it used, how far its plan came; what was not, is not told. */
  const sumUp = (): string[] => {
    const seconds = (thoughtMs / 1_000).toFixed(1);
    const parts = [
      thoughtMs > 0 ? text.cardThought({ seconds }) : undefined,
      tools > 0 ? text.cardToolCount({ count: String(tools) }) : undefined,
      plan.length > 0 ? countOf(plan, text) : undefined,
    ].filter((part) => part !== undefined);
    return parts.length > 0 ? [parts.join(" · ")] : [];
  };

  return {
    settings,
    onThinking: think,
    onThoughts(whole) {
      think();
      thought = flat(whole);
    },
    onTool(name) {
      stopThinking();
      tools += 1;
      tool = name;
    },
    onPlan(steps, words = "") {
      plan = steps;
      note = flat(words);
    },
    onText() {
      stopThinking();
      tool = undefined;
    },
    keep(thoughts) {
      // The host tells them when they end, and once more with the answer.
      if (!kept.includes(thoughts)) kept.push(thoughts);
    },
    get now() {
      if (!settings.showsWork) return "";
      const { maxLineChars, showsTools } = settings;
      const lines = planLines(plan, settings, text);
      if (plan.length === 0 && note) lines.push(beginning(`${STEP_SIGNS.in_progress} ${note}`, maxLineChars));
      if (thought) lines.push(`${THOUGHT_SIGN} ${ending(thought, RUNNING_THOUGHT)}`);
      if (tool !== undefined && showsTools) lines.push(text.cardTool({ name: tool }));
      return quoteLines(lines);
    },
    takeThoughts,
    takeSummary() {
      stopThinking();
      const lines = [...takeThoughts(), ...(settings.sumsUp ? sumUp() : [])];
      thoughtMs = 0;
      tools = 0;
      return lines;
    },
  };
}
