/** The gateway's side of approvals and questions, in memory: takes decisions, and ends questions when told. */
import type { ApprovalCalls } from "../../src/channel/account/approval-desk.ts";
import type { PromptOutcome, PromptResolution } from "../../src/channel/model.ts";

export interface FakePromptHost {
  readonly host: ApprovalCalls;
  /** What was decided, as `<id> <value> <staffId>`, in order. */
  readonly decided: string[];
  /** What the gateway says to the next decisions; throws where it is an error. */
  answer: () => Promise<PromptResolution>;
  /** The question has ended, wherever. */
  endQuestion(questionId: string, outcome: PromptOutcome): Promise<void>;
}

export function createFakePromptHost(): FakePromptHost {
  const ends = new Map<string, (outcome: PromptOutcome) => Promise<void>>();
  const ended = new Map<string, PromptOutcome>();
  const fake: FakePromptHost = {
    decided: [],
    answer: async () => "taken",
    async endQuestion(questionId, outcome) {
      ended.set(questionId, outcome);
      await ends.get(questionId)?.(outcome);
    },
    host: {
      async resolveApproval(_cfg, { approvalId, value, staffId }) {
        const resolution = await fake.answer();
        fake.decided.push(`${approvalId} ${value} ${staffId}`);
        return resolution;
      },
      async answerQuestion(_cfg, { questionId, option, staffId }) {
        const resolution = await fake.answer();
        fake.decided.push(`${questionId} ${option} ${staffId}`);
        return resolution;
      },
      onQuestionEnd(questionId, _code, tell) {
        ends.set(questionId, tell);
        // As the gateway does for a question that was over before it was shown.
        const outcome = ended.get(questionId);
        if (outcome) void tell(outcome);
      },
    },
  };
  return fake;
}
