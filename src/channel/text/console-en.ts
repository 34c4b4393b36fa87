/**
 * What the back end of the console says, in English. Spread into `en.ts`; same keys and parameters as
 * `console-zh-cn.ts`. The words of the page itself are not here, they live with the page.
 */
import type { consoleZhCN } from "./console-zh-cn.ts";
import type { Text } from "./zh-cn.ts";

export const consoleEn: Pick<Text, keyof typeof consoleZhCN> = {
  // Addresses and requests
  consoleTab: "DingTalk",
  consoleTabDescription: "DingTalk bots: settings, messages, permissions, and how they are doing.",
  consoleUnknownAddress: "The console has no such address; reload the page.",
  consoleNotBuilt: "The console's page is not in the plugin's package.",
  consoleNotBuiltRemedy: "Install the plugin again: openclaw plugins install openclaw-dingtalk",
  consoleSignedOut: "This needs the gateway's token.",
  consoleSignedOutRemedy:
    "Enter the gateway's token, or get the address that has it with openclaw china console.",
  consoleForeignPage: "The request comes from a page of another site and was refused.",
  consoleForeignPageRemedy:
    "Open the console at the gateway's own address; behind a reverse proxy add that address to gateway.controlUi.allowedOrigins.",
  consoleReadOnly: "Here things can only be looked at, not changed.",
  consoleReadOnlyRemedy:
    "Change them on the page of its own, with the gateway's token: openclaw china console",
  consoleBodyNotJson: "What was sent is no JSON.",
  consoleBodyTooBig: (p) => `What was sent is above ${p.kilobytes} KB.`,
  consoleFailed: "The gateway failed on this request.",
  consoleFailedRemedy: "Try again; the cause is in the gateway's log: openclaw logs",

  // Settings
  consoleSectionAccount: "Account",
  consoleSectionAccess: "Who may use it",
  consoleSectionGroups: "Groups and sessions",
  consoleSectionReplies: "Answers",
  consoleSectionCard: "AI Card",
  consoleSectionApprovals: "Approvals",
  consoleSectionQuota: "API quota",
  consoleSectionMedia: "Files",
  consoleSectionNetwork: "Network",
  consoleSectionGateway: "Read by the gateway itself",
  consoleBadRequest: (p) => `What was sent is incomplete: ${p.field}. Reload the page and try again.`,
  consoleBadAccountId: "An account id has small letters, digits, - and _, and begins with a letter or digit.",
  consoleAccountExists: (p) => `There is an account "${p.accountId}" already.`,
  consoleNoAccount: (p) => `There is no account "${p.accountId}".`,
  consoleNoField: (p) => `There is no setting ${p.path}.`,
  consoleRootOnly: (p) => `${p.path} stands at the top level only, not in an account.`,
  consoleConflict: "The configuration was changed after you opened the page; nothing was written.",
  consoleConflictRemedy: "Load the settings again and repeat the change.",
  consoleNoChange: "There is no change to take back or to follow.",
  consoleWriteRefused: (p) => `OpenClaw did not accept the configuration: ${p.reason}`,
  consoleWriteRemedy: "Nothing was changed. Mend what it names and try again, or run openclaw doctor.",

  // How far an update has come
  consoleSaved: "The configuration is saved.",
  consoleSecretStayed: "Secrets are not kept, so the secret was not put back and stays as it is now.",
  consoleApplying: "The gateway is taking the new configuration.",
  consoleApplied: "The gateway works with the new configuration.",
  consoleAppliedByRestart: "The gateway has restarted and works with the new configuration.",
  consoleReloadOff: "The gateway does not take changes by itself (gateway.reload.mode is off).",
  consoleNotApplied: "The gateway has not taken the new configuration.",
  consoleRestartGateway: "Restart it: openclaw gateway restart",
  consoleWaiting: "Waits for the gateway to take the configuration.",
  consoleConnecting: (p) => `The account "${p.accountId}" is connecting to DingTalk.`,
  consoleConnected: (p) => `The account "${p.accountId}" is connected.`,
  consoleNotConnected: (p) => `The account "${p.accountId}" did not connect: ${p.reason}`,
  consoleNoReason: "nothing came of it",
  consoleUndoRemedy: "Mend it and update again, or take the change back.",
  consoleNothingRestarts: "It holds at once; nothing has to connect anew.",
  consoleNothingToConnect: "There is no account to connect.",

  // The command openclaw china console
  consoleDescription: "Print the console's address with the gateway's token in it; starts no browser",
  flagNoToken: "leave the token out; the page asks for it",
  consoleTokenInAddress:
    "The address holds the gateway's token, which may change its configuration: do not pass it on.",
  consoleTokenUnread:
    "The gateway's token cannot be read here. Enter it on the page, or set OPENCLAW_GATEWAY_TOKEN and try again.",
  consoleBehindProxy:
    "A proxy signs people in to this gateway: open /dingtalk/console/ at the proxy's address.",

  // Now and messages
  consoleRevealReadOnly: "The words of messages are not shown here.",
  consoleBadQuery: (p) => `The parameter ${p.name} has a wrong value.`,
  consoleMessageUnknown: "This message is not on record any more.",
  consoleMessageUnknownRemedy: (p) => `Messages are kept on record for ${p.days} days.`,
  consoleTrailUnreadable: "The record of messages cannot be read.",
  consoleLetterUnknown: "This message is not among the failed ones any more; it was retried or dropped.",
  consoleLetterNotRetried: "It cannot be retried: its content is gone, or it is being processed.",
  consoleStepFull: "Answers stream into cards.",
  consoleStepSaving: (p) =>
    `To save the month's calls answers go out as: ${p.step} (${p.used} of ${p.limit} used).`,
  consoleStepSavingRemedy: "The quota returns on the 1st. If your plan is larger, raise quota.monthlyCalls.",
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
