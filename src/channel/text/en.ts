/**
 * Every sentence a person may read, in English. Same keys and parameters as `zh-cn.ts`, checked by the compiler.
 */
import type { Text } from "./zh-cn.ts";

export const en: Text = {
  // In the chat
  longTaskNotice: "Still working on it; the answer follows.",
  emptyAnswer: "(There is nothing to answer this time.)",
  turnFailed:
    "Sorry, this message could not be processed. Please try again; if it keeps failing, tell the administrator.",
  turnStopped: "Stopped.",
  cardThinking: "Thinking…",
  cardWorking: "Working…",
  cardInterrupted: "(Interrupted: the gateway restarted. Please ask again.)",
  cardSeeBelow: "See the message below",
  cardStopped: "(Stopped)",
  cardFailed: "(Failed; please try again.)",
  cardPreview: (p) => (p.text === "" ? "[AI Card]" : p.text),
  fileTooLarge: (p) => `The file "${p.name}" is larger than ${p.limitMB} MB and was not received.`,
  fileDownloadFailed: (p) => `The file "${p.name}" could not be downloaded. Please send it again.`,
  fileSendFailed: (p) => `The file "${p.name}" could not be sent. Please try again later.`,

  // Access
  directRefused: (p) =>
    `You may not write to this bot yet. Please give the administrator your staffId: ${p.staffId}`,
  directDisabled: "This bot takes no direct messages. Please mention it in a group.",
  groupRefused: (p) =>
    `This bot is not enabled for this group yet. Please give the administrator the conversation id: ${p.conversationId}`,
  groupSenderRefused: (p) =>
    `You may not use this bot in groups yet. Please give the administrator your staffId: ${p.staffId}`,
  pairingIdLabel: "Your staffId",
  pairingLine: (p) => `Your staffId: ${p.staffId}`,
  pairingApproved: "Approved. You can talk to me now.",
  commandRefused: "You may not use this command.",

  // Notes to the agent
  unsupportedMessage: (p) =>
    `[The user sent a message of a type that is not supported: ${p.type}. Ask for text, a picture, a voice message or a file.]`,
  emptyMessage: "[The user sent an empty message]",
  attachmentMissing: (p) => `[The attachment "${p.name}" could not be downloaded]`,
  quotedMissing: "[The quoted message is not available]",

  // Approvals and questions
  approvalTitle: "Your confirmation is needed",
  approvalApprove: "Allow",
  approvalAlways: "Always allow",
  approvalDeny: "Deny",
  approvalDone: (p) => `Answered by ${p.by}: ${p.decision}`,
  approvalExpired: "This confirmation has expired.",
  approvalNotYours: "You may not answer this confirmation.",
  questionExpired: "This question has expired.",

  // Logs and status
  cardFallback: (p) =>
    `AI Card is not available: the app lacks the permission ${p.scope}; ordinary messages are sent instead. Apply here: ${p.applyUrl}`,
  cardFallbackOther: (p) => `AI Card is not available (${p.reason}); ordinary messages are sent instead.`,
  pushQuotaGone:
    "This month's DingTalk API quota is used up, so pushes are paused; conversations are still answered through their session. The quota returns next month or can be bought on the Open Platform.",
  badCredentials:
    "Client ID or Client Secret is wrong. Compare them with the application's details page on the DingTalk Open Platform, and make sure that a version is published.",
  missingCredentials:
    "Client ID and Client Secret are missing. Run openclaw channels add --channel dingtalk.",
  unresolvedSecret:
    "Client Secret is a secret reference that could not be resolved. Check OpenClaw's secrets settings.",
  duplicateClientId: (p) =>
    `The account "${p.accountId}" has the same clientId as "${p.duplicateOf}" and was not started.`,
  journalDamaged: (p) =>
    `The message journal was damaged. It was moved to ${p.path} and a new one was started.`,
  diskFull:
    "The disk is full: no messages are accepted and DingTalk delivers them again later. Free some space.",
  stateStopped: "stopped",
  stateConnecting: "connecting",
  stateConnected: "connected",
  stateReconnecting: (p) => `disconnected, next try in ${p.seconds} s`,
  stateDraining: "finishing the remaining messages",
  stateRefused: "refused by DingTalk",
  stateDisabled: "switched off",
  stateUnconfigured: "not configured",
  deadLetters: (p) =>
    `${p.count} message(s) failed and are not retried any more. Look: openclaw china dead-letters`,

  // Commands
  chinaDescription: "Look after the DingTalk channel",
  deadLettersDescription: "Messages that failed and are not retried any more",
  deadLettersListDescription: "List them",
  deadLettersShowDescription: "Show one, without its secrets",
  deadLettersRetryDescription: "Process one again",
  deadLettersDropDescription: "Drop one",
  accountOption: "Only this account",
  jsonOption: "Print JSON",
  deadLettersNone: "No message has failed.",
  deadLetterUnknown: (p) => `No failed message has the id ${p.id}. Look: openclaw china dead-letters list`,
  deadLetterRetried: (p) => `${p.id} is back in the queue; the gateway processes it again.`,
  deadLetterNotRetried: (p) => `${p.id} cannot be retried: its content is gone or it is being processed.`,
  deadLetterDropped: (p) => `${p.id} was dropped.`,

  // Configuration
  configUnknown: (p) => `${p.path} is not a key of this channel (found ${p.found}). ${p.hint}`,
  configOutdated: (p) =>
    `${p.path} is a key of another plugin or an older release (found ${p.found}) and has no effect. ${p.hint}`,
  configWrongType: (p) => `${p.path} is ${p.found}; wanted: ${p.wanted}. ${p.hint}`,
  configConflict: (p) => `${p.path} (found ${p.found}): ${p.hint}`,
  configOk: "The configuration is fine.",
  sharedSessionWarning:
    "All direct messages share one session (session.dmScope is main). With several people, set it to per-account-channel-peer.",
  interruptModeWarning:
    "With messages.queue.mode interrupt a new message aborts the old answer and its own may not be delivered; steer is recommended.",
};
