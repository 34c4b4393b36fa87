/**
 * Every sentence a person may read, in English. Same keys and parameters as `zh-cn.ts`, checked by the compiler.
 */
import type { Text } from "./zh-cn.ts";

export const en: Text = {
  // In the chat
  longTaskNotice: "Still working on it; the answer follows.",
  emptyAnswer: "(There is nothing to answer this time.)",
  messageQueued: "Received; it is answered after the message before it.",
  cardThinking: "Thinking…",
  cardInterrupted: "(Interrupted: the gateway restarted. Please ask again.)",
  cardTool: (p) => `> 🔧 Using ${p.name}…`,
  cardTokens: (p) => `${p.count} tokens`,
  cardSeconds: (p) => `${p.seconds} s`,
  cardStopped: "(Stopped.)",
  cardSeeBelow: "See the message below",
  cardFailed: "(Failed; please try again.)",

  // Attachments and quotes: the first two are said to the person, the others stand in the agent's text
  mediaTooBig: (p) => `"${p.name}" is above the limit of ${p.limit} and was not taken.`,
  mediaMissed: (p) => `"${p.name}" did not arrive; please send it again.`,
  mediaKindImage: "picture",
  mediaKindAudio: "voice message",
  mediaKindVideo: "video",
  mediaKindFile: "file",
  bodyAttachment: (p) => `[${p.kind}: ${p.name}]`,
  bodyTooBig: (p) => `[not received: ${p.name}, above the limit of ${p.limit}]`,
  bodyMissed: (p) => `[not received: ${p.name}, the download failed]`,
  bodyQuote: (p) => `[quoting ${p.who}: ${p.text}]`,
  bodyQuoteOwn: "your earlier message",
  bodyQuoteOther: "a message",
  bodyQuoteUnknown: "(its content did not come along)",

  // Approvals and questions
  promptExec: "Permission needed: run a command",
  promptApproval: (p) => `Permission needed: ${p.title}`,
  promptCommandAbove: "The command is long; the message above has the whole of it.",
  promptFolder: (p) => `Folder: \`${p.cwd}\``,
  promptAllowOnce: "Allow once",
  promptAllowAlways: "Always allow",
  promptDeny: "Deny",
  promptWords: (p) => `Where the buttons do nothing, reply: ${p.words}`,
  promptOr: " or ",
  promptDecidedBy: (p) => `${p.choice} (by ${p.who})`,
  promptExpired: "Expired; nothing was done",
  promptCancelled: "Cancelled, or decided elsewhere",
  promptInterrupted: "Interrupted: the gateway restarted. It asks again if it still needs to",
  promptNotYours: "This is not yours to decide: only who asked, or the people named for it, may.",
  promptNotTaken: "The gateway did not take this; please try again.",
  promptBusy: "In progress, please wait.",
  promptOver: (p) => `Already settled: ${p.outcome}`,

  // Access
  pairingLine: (p) => `Your staffId: ${p.staffId}`,

  // Logs and status
  cardFallback: (p) =>
    `AI Card is not available: the app lacks the permission ${p.scope}; ordinary messages are sent instead. Apply here: ${p.applyUrl}`,
  cardFallbackOther: (p) => `AI Card is not available (${p.reason}); ordinary messages are sent instead.`,
  cardTemplateRefused: (p) =>
    `The card template ${p.templateId} does not exist or is not published; ordinary messages are sent instead. Publish it for this app on the card platform, or remove card.templateId.`,
  cardWrongKey: (p) =>
    `The card template ${p.templateId} takes no streaming into the variable ${p.contentKey}. Check card.contentKey, and that streaming is switched on for that Markdown component.`,
  cardsOffInPlace:
    "This conversation refused cards repeatedly: ordinary messages here for 10 minutes, other conversations are not concerned.",
  pushQuotaGone:
    "This month's DingTalk push quota is used up: messages arrive without their text and cannot be answered. The quota returns on the 1st, or more can be bought on the Open Platform.",

  // Quota
  quotaStepStream: "streaming cards",
  quotaStepFewFrames: "cards with few updates",
  quotaStepFirstAndFinal: "cards with the beginning and the end only",
  quotaStepOneMessage: "ordinary messages",
  quotaStep: (p) =>
    `Answers go out as: ${p.step}. ${p.used} of ${p.limit} API calls this month; counting starts again on ${p.resets}.`,
  quotaCallsShare: (p) => `${p.percent} % of this month's API calls are used (${p.used} of ${p.limit}).`,
  quotaPushesShare: (p) =>
    `${p.percent} % of this month's pushes are used (${p.used} of ${p.limit}). After the last one messages arrive without their text.`,
  quotaCallsGone: (p) =>
    `DingTalk says that this month's API calls are gone; they return on ${p.resets}. Until then answers go out by the webhook that comes with each message; messages the agent sends by itself fail. A package bought on the Open Platform counts at once.`,
  quotaCountReached: (p) =>
    `As counted here, quota.monthlyCalls is reached (${p.used} of ${p.limit}); counting starts again on ${p.resets}. Answers go out as ordinary messages. If your plan is larger, raise quota.monthlyCalls.`,
  quotaMonth: (p) => `DingTalk quota ${p.month} (counting starts again on ${p.resets})`,
  quotaCalls: (p) => `API calls: ${p.spent}`,
  quotaPushes: (p) => `Pushes: ${p.spent}`,
  quotaSessionMessages: (p) => `Messages by session webhook: ${p.count} (counted apart)`,
  quotaNow: (p) => `Mode ${p.mode}; answers go out as: ${p.step}`,
  quotaSpent: (p) => `${p.used} of ${p.limit}, ${p.left} left`,
  quotaSpentUnlimited: (p) => `${p.used}, no limit set`,
  quotaSpentGone: (p) => `${p.used}; DingTalk says that they are gone`,
  quotaNothing: "Nothing was counted yet.",
  quotaCommand: "Show this bot's API calls and pushes of the month",
  feedbackDescription: "List the thumbs up and down that people gave to answers",
  feedbackNone: "No thumbs yet.",
  quotaDescription: "Show this month's API calls and pushes",

  badCredentials:
    "Client ID or Client Secret is wrong. Compare them with the application's details page on the DingTalk Open Platform, and make sure that a version is published.",

  duplicateClientId: (p) =>
    `The account "${p.accountId}" has the same clientId as "${p.duplicateOf}" and was not started.`,

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
};
