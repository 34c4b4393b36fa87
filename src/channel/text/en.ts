/**
 * Every sentence a person may read, in English. Same keys and parameters as `zh-cn.ts`, checked by the compiler.
 */
import { consoleEn } from "./console-en.ts";
import { countEn } from "./count-en.ts";
import { errorEn } from "./error-en.ts";
import { setupEn } from "./setup-en.ts";
import { trailEn } from "./trail-en.ts";
import type { Text } from "./zh-cn.ts";

export const en: Text = {
  ...consoleEn,
  ...countEn,
  ...errorEn,
  ...setupEn,
  ...trailEn,

  // In the chat
  longTaskNotice: "Still working on it; the answer follows.",
  emptyAnswer: "(There is nothing to answer this time.)",
  mentionedAbove: "please see above.",
  messageQueued: "Received; it is answered after the message before it.",
  cardThinking: "Thinking…",
  /** A chip on the person's message. */
  thinkingReaction: "🤔 Thinking",
  cardInterrupted: "(Interrupted: the gateway restarted. Please ask again.)",
  cardTool: (p) => `🔧 Using ${p.name}…`,
  cardWorking: "Working…",
  cardThought: (p) => `thought for ${p.seconds} s`,
  cardToolCount: (p) => (p.count === "1" ? "1 tool call" : `${p.count} tool calls`),
  cardPlan: (p) => `plan ${p.done}/${p.total}`,
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
  bodyDocument: (p) => `[text extracted from "${p.name}"]`,
  bodyDocumentCut: (p) => `["${p.name}" goes on; above are its first ${p.shown} characters]`,
  bodyDocumentUnread: (p) => `[the text of "${p.name}" cannot be read: damaged, protected or too large]`,
  bodyDocumentLeftOut: (p) => `[the text of "${p.name}" was left out: too many documents in one message]`,
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
  mediaSentSmaller: (p) => `"${p.name}" goes out changed: ${p.why}`,
  pictureMadeSmaller: "DingTalk takes pictures up to 20 MB, so it was made smaller.",
  asFileNoLength: "its length cannot be read.",

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
  promptSettled: "Settled",
  promptCancelled: "Cancelled, or decided elsewhere",
  promptInterrupted: "Interrupted: the gateway restarted. It asks again if it still needs to",
  promptNotYours: "This is not yours to decide: only who asked, or the people named for it, may.",
  promptNotTaken: "The gateway did not take this; please try again.",
  promptBusy: "In progress, please wait.",
  promptOver: (p) => `Already settled: ${p.outcome}`,

  // Access
  pairingLine: (p) => `Your staffId: ${p.staffId}`,
  refusedPerson: (p) => `You are not on this bot's list. To be let in, give its operator your id: ${p.id}`,
  refusedInGroup: (p) =>
    `You may not use this bot in this group. To be let in, give its operator your id: ${p.id}`,
  refusedGroup: (p) =>
    `This group is not on this bot's list. To let it in, give the bot's operator the group's id: ${p.id}`,
  refusedCommand: (p) =>
    `You may not use commands. To be allowed to, give the bot's operator your id: ${p.id}`,

  // Directory
  lookUpRefused: (p) =>
    `The directory has only people who wrote to the bot: the app lacks the permission ${p.scope}. Apply here: ${p.applyUrl}`,
  lookUpFailed: (p) => `A look-up in DingTalk's directory failed: ${p.reason}`,
  targetAmbiguous: (p) => `"${p.name}" is the name of more than one; use an id:\n${p.candidates}`,
  targetUnknown: (p) =>
    `"${p.name}" is not known. Use user:<staffId> or group:<openConversationId>; who is known: openclaw directory peers list, openclaw directory groups list.${p.near === "" ? "" : `\nWith a similar name:\n${p.near}`}`,

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
    `The account "${p.accountId}" has the same clientId as "${p.duplicateOf}" and was not started. Give "${p.accountId}" an application of its own or remove it; it starts by itself once that is done.`,
  allowedPeople: (p) => `The list ${p.list}: ${p.people}`,

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

  // What the commands are for
  setupDescription: "Set up a DingTalk bot, by scanning a code or by hand",
  doctorDescription: "Check configuration, credentials, permissions, network and this machine",
  statusDescription: "Connection and queue of each account",
  tryDescription: "Try your own agents on a local DingTalk, without any account",
  migrateDescription: "Take over the settings of another DingTalk plugin",
  mediaDescription: "Received files",
  mediaListDescription: "List them",
  mediaFindDescription: "Find by name, sender, message id or day",
  mediaPruneDescription: "Remove those past their days",
  flagClientId: "the app's Client ID (AppKey)",
  flagClientSecretEnv:
    "name of the environment variable with the Client Secret; only the reference is written",
  flagDmPolicy: "direct messages: open, pairing, allowlist, disabled",
  flagGroupPolicy: "groups: open, allowlist, disabled",
  flagCards: "AI Card: on or off",
  flagSessions: "sessions of direct messages: separate or keep",
  flagAccount: "id of the account, default is default",
  flagName: "name of the account for people",
  flagAllowFrom: "staffIds to put on the list, with commas between",
  flagGroupAllowFrom: "groups or staffIds to answer in groups, with commas between",
  flagRequireMention: "answer in groups only when mentioned: on or off",
  flagOwner: "staffId of the owner",
  flagNoInput: "ask nothing, use the flags",
  flagDryRun: "show the changes, write nothing",
  flagSkipChecks: "do not check online",
  flagFix: "repair what can be repaired",
  flagBundle: "write findings and configuration, without secrets and people, into a file for whoever helps",
  bundleWritten: (p) => `Written to ${p.file}. Read it once before you hand it on.`,
  flagWrite: "write the changes; without it they are only shown",
  flagDays: "days to keep, instead of those configured",
  flagOpen: "open the page in the browser",
  flagLang: "language: zh-CN or en",

  // Checks
  checkCredentialsTitle: "Credentials",
  checkStreamTitle: "Stream connection",
  checkMessagesTitle: "Permission to send",
  checkCardsTitle: "Permission for cards",
  checkDirectoryTitle: "Permission to look people up",
  checkClockTitle: "Clock",
  checkNetworkTitle: "Network",
  checkConfigTitle: "Configuration",
  checkHostTitle: "OpenClaw's settings",
  checkOthersTitle: "Other DingTalk plugins",
  checkVersionTitle: "OpenClaw's version",
  checkArchiveTitle: "Received files",
  checkJournalTitle: "Journal",
  findingLine: (p) => `${p.title}: ${p.found}`,
  accountHeading: (p) => `Account ${p.accountId}`,
  secretElsewhere:
    "The Client Secret is a reference that only the gateway resolves. Look: openclaw channels status --probe",
  credentialsMissing: (p) => `the account "${p.accountId}" has no Client ID or no Client Secret`,
  credentialsWork: (p) => `Client ID ${p.clientId} is accepted`,
  streamWorks: "DingTalk lets a connection open",
  permissionGranted: (p) => `${p.scope} is granted`,
  permissionMissing: (p) => `${p.scope} is missing`,
  cardsOff: "AI Card is off; no permission is needed",
  clockRight: (p) => `${p.seconds} s from DingTalk's`,
  clockWrong: (p) => `${p.seconds} s from DingTalk's`,
  clockUnknown: "DingTalk's time could not be had",
  dnsFailed: (p) => `the name ${p.host} cannot be found`,
  proxyUnused: (p) => `${p.variable} is set, but Node does not use it`,
  networkFine: (p) => `${p.host} is found, and no proxy stands unused`,
  notSetUp: "the DingTalk channel is not configured",
  configFine: "nothing wrong was found",
  visibleRepliesSilence: (p) =>
    `${p.path} is message_tool: in groups only answers by the message tool are seen`,
  dmScopeShared: "all direct messages share one session (session.dmScope is unset or main)",
  queueInterrupts:
    "messages.queue is interrupt: of quick messages the newest one's answer may not be delivered",
  hostSettingsFine: "nothing that stands in DingTalk's way",
  noOtherPlugin: "none",
  otherPlugin: (p) => `"${p.name}" is switched on too`,
  hostVersionUnknown: "the configuration does not say which",
  hostVersionTested: (p) => `${p.version}, tested`,
  hostVersionBetween: (p) => `${p.version}, between the tested ${p.oldest} and ${p.tested}`,
  hostVersionOld: (p) => `${p.version} is older than ${p.oldest}, which is needed`,
  hostVersionNew: (p) => `${p.version} is newer than ${p.tested}, which was tested`,
  archiveWritable: (p) => `${p.dir} can be written`,
  archiveUnwritable: (p) => `${p.dir} cannot be written (${p.reason})`,
  journalNone: "no message has come yet",
  journalFine: (p) => `sound, ${p.pending} waiting`,
  journalFailed: (p) => `${p.failed} messages were given up`,
  journalDamaged: (p) => `${p.place} cannot be read (${p.reason})`,
  journalRepaired:
    "The journal was made anew with all that could be read; the damaged file stands beside it.",
  doctorFine: "No problem was found.",
  doctorProblems: (p) => (p.count === 1 ? "One problem was found." : `${p.count} problems were found.`),
  doctorFixHint: "Some can be repaired: stop the gateway, then openclaw china doctor --fix",
  remedySetup: "run openclaw china setup",
  remedyIpList:
    "add this machine's public address to the app's list of server addresses on the Open Platform, or empty the list",
  remedyCertify:
    "let an administrator have the organisation certified in DingTalk's admin console, then check again: openclaw china doctor",
  remedyQuota: "this month's quota of calls is spent: wait for the 1st, or buy more on the Open Platform",
  remedySlowDown:
    "DingTalk refuses for the moment, as too many calls came; nothing is wrong with the app. Check again in a minute: openclaw china doctor",
  remedyIpBlocked: "this address is blocked for about five minutes after too many calls",
  remedyScope: (p) => `let an administrator grant ${p.scope}, then publish the app again: ${p.url}`,
  remedyClock: "set this machine's clock right",
  remedyNetwork: "look at this machine's network, DNS and proxy",
  remedyTryLater: "DingTalk has a fault; try later",
  remedyProxy: "the answer is not DingTalk's: a proxy, a login page or a wrong endpoints key stands between",
  remedyPublish:
    "see on the Open Platform that a version is published, and that robot and events use Stream mode",
  remedyUseProxy: "set NODE_USE_ENV_PROXY=1 if a proxy is needed, else remove the variable",
  remedyVisibleReplies: "run openclaw config set messages.groupChat.visibleReplies automatic",
  remedyDmScope: "run openclaw config set session.dmScope per-account-channel-peer",
  remedyQueue: "set messages.queue.mode to steer, the default",
  remedyOtherPlugin: (p) =>
    `switch it off: openclaw plugins disable ${p.name}; openclaw china migrate takes its settings over`,
  remedyUpdateHost: "update OpenClaw: openclaw update",
  remedyArchive: "change the folder's permissions, or name another in inboundMedia.dir",
  remedyDeadLetters: "look: openclaw china dead-letters list",
  remedyJournal: "stop the gateway, then run openclaw china doctor --fix",

  auditSecretTitle: "DingTalk's Client Secret is kept in clear",
  auditSecretDetail: (p) => `${p.path} is a plain text.`,
  auditSecretRemedy:
    "Use a reference: openclaw china setup --client-secret-env NAME, or the variable DINGTALK_CLIENT_SECRET.",

  // Status, migration, trying, files
  statusConnected: "connected",
  statusNotConnected: "not connected",
  statusNoGateway: "the gateway does not run",
  statusDisabled: "switched off",
  statusNotConfigured: "not configured; run openclaw china setup",
  changeHeld:
    "The gateway has not taken the last change of the configuration up yet: it waits until the answers that are being given are over (an approval that nobody decides counts), five minutes at most.",
  statusSettings: (p) => `direct messages ${p.dm}, groups ${p.group}, ${p.card}`,
  statusQueue: (p) => `${p.pending} waiting, ${p.failed} given up`,
  migrateNothing: "No settings of another DingTalk plugin were found; there is nothing to take over.",
  migrateHint: "These changes are not written yet. To write them: openclaw china migrate --write",
  removeOtherPlugin:
    "The other DingTalk plugin is still there. Switch it off afterwards: openclaw plugins disable dingtalk-connector",
  tryPage: (p) => `Local DingTalk: ${p.url}`,
  tryNotOpened: "No browser could be opened from here.",
  tryStop: "Open it in a browser and write to the bot. Ctrl-C ends it and takes the passing account away.",
  tryOver: "Over; the passing account is gone.",
  mediaBytes: (p) => `${p.bytes} bytes`,
  mediaNone: "There is no such file.",
  mediaNothingYet: "No file has been received yet.",
  mediaNothingOver: "No file is past its days.",
  mediaRemoved: (p) => `Removed ${p.folder}`,

  // Configuration
  configUnknown: (p) => `${p.path} is not a key of this channel (found ${p.found}). ${p.hint}`,
  configOutdated: (p) =>
    `${p.path} is a key of another plugin or an older release (found ${p.found}) and has no effect. ${p.hint}`,
  configWrongType: (p) => `${p.path} is ${p.found}; wanted: ${p.wanted}. ${p.hint}`,
  configRepairable:
    "Some values have a wrong type and a clear meaning; openclaw doctor --fix puts them right.",
  configRepaired: (p) => `${p.path}: ${p.found} is now ${p.now}.`,
  configConflict: (p) => `${p.path} (found ${p.found}): ${p.hint}`,
};
