/**
 * Every sentence a person may read, in English. Same keys and parameters as `zh-cn.ts`, checked by the compiler.
 */
import type { Text } from "./zh-cn.ts";

export const en: Text = {
  // In the chat
  longTaskNotice: "Still working on it; the answer follows.",
  emptyAnswer: "(There is nothing to answer this time.)",
  cardThinking: "Thinking…",
  /** A chip on the person's message. */
  thinkingReaction: "🤔 Thinking",
  cardInterrupted: "(Interrupted: the gateway restarted. Please ask again.)",
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

  // Files that the bot sends: the first ones are said to the person, the rest stands in logs and receipts
  sendMediaNotAllowed: (p) => `"${p.name}" could not be sent: the bot may not send files from where it lies.`,
  sendMediaNotFound: (p) => `"${p.name}" could not be sent: there is no such file.`,
  sendMediaBlocked: (p) => `"${p.name}" could not be sent: its address leads into a private network.`,
  sendMediaTooLarge: (p) => `"${p.name}" could not be sent: it is above the limit of ${p.limit}.`,
  sendMediaUnreachable: (p) => `"${p.name}" could not be sent: it could not be downloaded.`,
  sendMediaNoTarget: (p) =>
    `"${p.name}" could not be sent: people outside the organisation can be sent text only.`,
  sendMediaFailed: (p) => `"${p.name}" could not be sent: DingTalk did not take it.`,
  mediaSentAsFile: (p) => `"${p.name}" goes out as a file: ${p.why}`,
  asFileNoFfmpeg: "ffmpeg is not installed on this machine, and DingTalk needs it for this kind of media.",
  asFileNotConverted: "it could not be converted.",
  asFileVoiceTooLarge: "DingTalk takes voice messages up to 2 MB.",
  asFileVideoFormat: "DingTalk plays MP4 only.",
  asFileNoLength: "its length cannot be read.",

  // Access
  pairingLine: (p) => `Your staffId: ${p.staffId}`,

  // Logs and status
  cardFallback: (p) =>
    `AI Card is not available: the app lacks the permission ${p.scope}; ordinary messages are sent instead. Apply here: ${p.applyUrl}`,
  cardFallbackOther: (p) => `AI Card is not available (${p.reason}); ordinary messages are sent instead.`,
  pushQuotaGone:
    "This month's DingTalk push quota is used up: messages arrive without their text and cannot be answered. The quota returns on the 1st, or more can be bought on the Open Platform.",
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
