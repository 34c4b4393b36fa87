/**
 * What the back end of the console says, in English. Spread into `en.ts`; same keys and parameters as
 * `console-zh-cn.ts`. The words of the page itself are not here, they live with the page.
 */
import type { consoleZhCN } from "./console-zh-cn.ts";
import type { Text } from "./zh-cn.ts";

export const consoleEn: Pick<Text, keyof typeof consoleZhCN> = {
  // Addresses and requests
  consoleReadOnly: "Here things can only be looked at, not changed.",
  consoleReadOnlyRemedy:
    "Change them on the page of its own, with the gateway's token: openclaw china console",

  // Now and messages
  consoleRevealReadOnly: "The words of messages are not shown here.",
  consoleBadQuery: (p) => `The parameter ${p.name} has a wrong value.`,
  consoleMessageUnknown: "This message is not on record any more.",
  consoleMessageUnknownRemedy: (p) => `Messages are kept on record for ${p.days} days.`,
  consoleTrailUnreadable: "The record of messages cannot be read.",
  consoleLetterUnknown: "This message is not among the failed ones any more; it was retried or dropped.",
  consoleLetterNotRetried: "It cannot be retried: its content is gone, or it is being processed.",
  consoleAccountUnknown: (p) => `There is no account "${p.accountId}".`,
  consoleStepFull: "Answers stream into cards.",
  consoleStepSaving: (p) =>
    `To save the month's calls answers go out as: ${p.step} (${p.used} of ${p.limit} used).`,
  consoleStepSavingRemedy: "The quota returns on the 1st. If your plan is larger, raise quota.monthlyCalls.",
};
