/**
 * What the back end of the console says, in English. Spread into `en.ts`; same keys and parameters as
 * `console-zh-cn.ts`. The words of the page itself are not here, they live with the page.
 */
import type { ConsoleText } from "./console-zh-cn.ts";

export const consoleEn: ConsoleText = {
  // Set-up
  consoleBadRequest: (p) => `The request is not understood (${p.field}); reload the page and try again.`,
  consoleQuestionUnknown: (p) => `There is no question "${p.id}"; reload the page.`,
  consoleJobUnknown: "This has ended and was forgotten; start again.",
  consoleJobsBusy: "Several of these run already; wait until one ends, or cancel one.",
  consoleJobBroke: (p) => `It broke off: ${p.reason}`,
  consoleScanUnknown: "That scan was not finished, or is over; scan again.",
  consoleTwin: (p) =>
    `The account "${p.accountId}" has the Client ID ${p.clientId} already. Two accounts on one app get a part of the messages each; use another app.`,

  // Permissions
  featureMessages: "Send messages by itself",
  withoutMessages:
    "Without it the bot answers only while the address that comes with each message lives, and writes to nobody by itself.",
  featureReceivedFiles: "Receive pictures, files and voice messages",
  withoutReceivedFiles: "Without it the agent gets no pictures, files or voice messages that people send.",
  featureSentFiles: "Send pictures and files",
  withoutSentFiles: "Without it the agent cannot send pictures and files.",
  featureCards: "Answers that stream into AI Cards",
  withoutCards: "Without them an answer comes as an ordinary message once it is written.",
  featureRecall: "Recall its own messages",
  withoutRecall: "Without it the agent cannot take back what it sent.",
  featureNames: "Names of people by staffId",
  withoutNames: "Without it only people who wrote to the bot are known by name.",
  featureSearch: "Find people by name",
  withoutSearch: "Without it the agent finds by name only people who wrote to the bot.",
  featureGroups: "List its groups with their titles",
  withoutGroups: "Without it only groups that the bot got a message from are known.",
  featureReactions: "Reactions on messages",
  withoutReactions: "Without it messages get no reaction such as Thinking; answers are not concerned.",
  permissionUnnamed:
    "DingTalk's documents do not say which permission this needs; where it refuses, it names it.",
  consoleCheckCost: (p) =>
    `A check makes up to ${p.calls} of this month's API calls. It sends nothing and leaves open connections alone.`,
  consoleCheckBusy: (p) => `The account "${p.accountId}" is being checked; wait until that is done.`,
  consoleNoAccount: (p) => `There is no account "${p.accountId}"; reload the page.`,

  // People and groups
  consolePairingHidden:
    "Pairing requests are not shown here; see to them on the page of its own (openclaw china console).",
  consolePaired: (p) => `${p.who} is approved and was told so in DingTalk.`,
  consolePairedUntold: (p) => `${p.who} is approved but could not be told so in DingTalk; pass it on.`,
  consolePairingRefused: (p) => `The request of ${p.who} is refused; a new one may be made later.`,
  consolePairingGone: "That request was decided already or has expired.",
  consolePairingForbidden: "The gateway does not let you decide pairing requests (operator.pairing).",
  consolePairedByRequest:
    "The gateway puts people on this list when their request is approved; to let somebody in directly use allowFrom.",
  consoleGroupInPeople:
    "This is the id of a group; allowFrom is for direct messages, groups stand in groupAllowFrom.",
  consoleNameShared: (p) => `"${p.name}" is the name of more than one; enter an id:\n${p.candidates}`,
  consoleNameUnknown: (p) =>
    `Nobody who is known is called "${p.name}"; enter an id.${p.near === "" ? "" : `\nWith a similar name:\n${p.near}`}`,
  consoleNotListed: "There is no such entry on the list.",
  consoleShutsOthersOut:
    "dmPolicy is open and the list is empty, so everybody may write; with a first person on it nobody else could. If only some shall write, set dmPolicy to allowlist or pairing first.",
  consoleLetsEverybodyIn:
    "dmPolicy is open and this is the last entry; without it everybody could write. Set dmPolicy to allowlist or pairing first.",
  consoleListIdle: "Under the policy of now this list has no effect.",
  consoleListNarrows: "From now on only people on the list may use the bot in groups.",
  consoleListWidens: "No person is on the list any more: everybody in the admitted groups may use the bot.",
};
