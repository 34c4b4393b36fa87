/**
 * Every sentence a person may read, in English. Same keys and parameters as `zh-cn.ts`, checked by the compiler.
 */
import { consoleEn } from "./console-en.ts";
import { trailEn } from "./trail-en.ts";
import type { Text } from "./zh-cn.ts";

export const en: Text = {
  ...consoleEn,
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

  // Set-up
  wizardTitle: "Set up the DingTalk channel",
  wizardKeys:
    "↑↓ choose, Enter confirms, ← goes one step back, Ctrl-C stops; nothing is changed before you say so.",
  recommended: "(recommended)",
  askMethod: "How do you get the credentials of a DingTalk app?",
  methodScan: "Scan a code",
  methodScanHint: "scan once with DingTalk; the bot's app is created for you",
  methodManual: "Enter them by hand",
  methodManualHint: "you have an app: Client ID and Client Secret",
  methodKeep: "Keep those that are configured",
  changeAccount: (p) => `Client ID ${p.clientId}`,
  askClientId: "Client ID (AppKey)",
  askClientSecret: "Client Secret (AppSecret; not shown while you type)",
  manualTitle: "Where the credentials are",
  manualSteps: (p) =>
    `1. Open the DingTalk Open Platform, ${p.console}, and switch to your organisation by the avatar at the top right (no organisation: create a team in DingTalk).\n2. Create an application on the home page; turn the robot on and choose Stream as its message mode.\n3. The page of credentials shows Client ID and Client Secret.\n4. Permissions: apply for qyapi_robot_sendmsg, and for Card.Instance.Write and Card.Streaming.Write if answers shall stream into cards.\n5. Publish a version, and choose who may see it.`,
  scanLink: (p) =>
    `Scan the code above with DingTalk, or open ${p.url}\nCode ${p.code}, valid for ${p.minutes} minutes (until ${p.until}).`,
  scanWaiting: (p) => `Waiting for the scan (until ${p.until}) … press Enter for another way`,
  scanCreated: (p) => `The app was created, Client ID ${p.clientId}`,
  scanExpired: "The code has expired",
  scanFailed: (p) => `DingTalk did not create an app: ${p.reason}`,
  askAccount: "Which account?",
  newAccount: "Another bot",
  askAccountId: "Id of the new account (letters, digits, - and _)",
  provingTitle: "Checking online:",
  visibleTo: (p) =>
    `Who may see the bot DingTalk does not tell by Client ID: only people within the published version's visible range find it. Look at the version's page on the Open Platform: ${p.console}`,
  askAfterFailure: "The check failed. What now?",
  proveAgain: "Check again",
  enterOthers: "Enter other credentials",
  goOnAnyway: "Go on anyway",
  goOnAnywayHint: "it is written, but the bot does not work yet",
  askSettings: "Who may use the bot?",
  settingsKeep: (p) => `As it is: direct messages ${p.dm}, groups ${p.group}, ${p.card}`,
  settingsPairing: "Direct messages after pairing, the rest as it is",
  settingsEach: "Choose each",
  askDmPolicy: "Who may write to the bot directly?",
  askGroupPolicy: "In which groups does the bot answer?",
  policyOpen: "open: everyone",
  policyPairing: "pairing: after approval",
  policyAllowlist: "allowlist: those on the list",
  policyDisabled: "disabled: nobody",
  dmOpenHint: "everybody in the organisation who finds the bot",
  dmPairingHint: "a stranger gets a code that you approve",
  dmAllowlistHint: "only staffIds in allowFrom",
  dmDisabledHint: "direct messages are not answered",
  groupOpenHint: "every group it is in, when mentioned",
  groupAllowlistHint: "only groups in groupAllowFrom or groups",
  groupDisabledHint: "group messages are not answered",
  askCards: "Shall answers stream into AI Cards?",
  cardsOn: "AI Card on",
  cardsOnHint: "shown while it is written; about 12 API calls an answer",
  cardsOffLabel: "AI Card off",
  cardsOffHint: "one ordinary message at the end; none or one API call an answer",
  askSessions: "Does everybody who writes directly get a session of their own?",
  sessionsSeparate: "A session for each person",
  sessionsSeparateHint: "writes session.dmScope; nobody sees another's context",
  sessionsKeep: "Leave it",
  sessionsKeepHint: "OpenClaw's default is one session for all direct messages",
  askName: "A name for the bot, for status and logs; Enter leaves it as it is",
  askFirstMessage: "Now write to the bot in DingTalk; it appears here … press Enter to skip",
  gatewayListens: "The gateway is connected with this app already; the trial message is left out.",
  firstMessageFrom: (p) => `A message from ${p.name}, staffId ${p.staffId}`,
  staffIdMissing: "(none: not in the robot's organisation, or the app is not published)",
  firstMessageAnswer: "Connected. Please finish the set-up in the terminal.",
  firstAnswerFailed: "The message came in, but the answer did not go out.",
  askOwner: (p) => `Is ${p.name} (${p.staffId}) you?`,
  ownerAllow: "Yes, put me on the list",
  ownerAllowHint: "into allowFrom; under dmPolicy open no list is needed and none is written",
  ownerYes: "Yes, on the list and as the owner",
  ownerYesHint: "also commands.ownerAllowFrom: from then on only the owner may use commands such as /stop",
  ownerNo: "No",
  reviewTitle: "What will be written",
  askWrite: "Write it?",
  writeNow: "Write",
  writeMore: "Write, then set up another bot",
  writeNothing: "Write nothing",
  nothingChanges: "Nothing has to be changed.",
  nothingWritten: "Nothing was written.",
  commentsDropped: (p) => `OpenClaw dropped the file's comments; the file as it was: ${p.copy}`,
  commentsComing: (p) =>
    `The file's comments come back in a moment; until then the file as it was: ${p.copy}`,
  configWritten: (p) => `Written to ${p.path}`,
  accountLive: (p) => `The account "${p.accountId}" is connected; you can use the bot in DingTalk.`,
  accountNotLive: (p) =>
    `The gateway runs, but the account "${p.accountId}" is not connected yet. Look: openclaw china doctor`,
  gatewayStopped:
    "The gateway does not run. Start it: openclaw gateway; as a service: openclaw onboard --install-daemon",
  answerEmpty: "it is empty",
  answerBlank: "it has a blank in it",
  answerNoClientId: "that is no Client ID: letters, digits, - and _, six or more",
  answerNoOption: "that is none of the valid values",
  answerNoAccountId: "an account id has letters, digits, - and _",
  answerTakenAccountId: "there is such an account already",
  answerNoVariable: "wanted: the name of an environment variable in capitals that is set",
  answerNoDays: "wanted: a number of days, 1 or more",
  flagRefused: (p) => `${p.flag}: ${p.why}`,
  flagsMissing: (p) => `Missing: ${p.flags}`,
  loginNeedsTerminal:
    "Logging in asks questions and needs a terminal. Without one: openclaw china setup --no-input --client-id <id> --client-secret-env <NAME>",

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
  checkConsumersTitle: "Other programs on this app",
  consumersNone: "no sign of one; to be sure, count: openclaw china doctor --count",
  consumersSeen: (p) =>
    `it looks as if another program is connected with this Client ID: ${p.signs}; the last on ${p.last}`,
  signCardPressed: (p) =>
    p.count === 1 ? "a press on a card not made here" : `presses on ${p.count} cards not made here`,
  signCardQuoted: (p) =>
    p.count === 1 ? "a quote of a card not made here" : `quotes of ${p.count} cards not made here`,
  signMessageQuoted: (p) =>
    p.count === 1
      ? "a direct message that never came here, though the account was connected"
      : `${p.count} direct messages that never came here, though the account was connected`,
  remedyConsumers:
    "be sure first: openclaw china doctor --count. Then stop the other program, or reset the Client Secret on the Open Platform so that it can connect no more. An earlier installation of this bot, a lost state folder, or a service that only sends cards by this app leaves such signs too",
  /** Said in the chat. */
  countTaken: (p) => `Counted: ${p.numbers}`,
  flagCount:
    "look for another program on this app: you write the numbers 1 to n to the bot, and see whether all arrive here; default 8",
  countRefused: "a whole number from 2 to 50 is wanted",
  countNotConnected: (p) =>
    `The gateway runs, but the account "${p.accountId}" is not connected: nothing can be counted.`,
  remedyNotConnected: "see why: openclaw china doctor",
  countNotOpened: (p) => `No connection to DingTalk could be opened: ${p.reason}`,
  countAsk: (p) =>
    `Write the numbers 1 to ${p.upTo} to the bot in DingTalk: in a direct chat, each as a message of its own.
Client ID ${p.clientId}; the agent is not asked meanwhile.`,
  countByCommand: "The gateway does not run; this command listens by itself.",
  countWaiting: (p) =>
    `Arrived: ${p.arrived} (${p.count} of ${p.upTo}); ${p.left} left … press Enter when all are written`,
  countNothingYet: "nothing yet",
  countAll: (p) =>
    `All ${p.upTo} arrived here, so no other program takes messages. With one other program connected, all of them come here by chance once in ${p.odds} counts.`,
  countMissing: (p) =>
    `Not arrived: ${p.missing}, though the connection stood all the time. Another program is connected with the Client ID ${p.clientId}: DingTalk gives each message to one of the two.`,
  remedyCountMissing:
    "stop the other program: an OpenClaw on another machine, an old container, another bot framework. If it cannot be found, reset the Client Secret on the Open Platform and enter the new one by openclaw china setup",
  countNone: (p) =>
    `None arrived. Either they were not written to the bot of the Client ID ${p.clientId}, or another program took all of them.`,
  remedyCountNone:
    "see that it is this bot you write to, that a version of the app is published and that you are in its visible range; then count again",
  countUnfinished: (p) =>
    `${p.count} of ${p.upTo} arrived and none between is missing; the others were probably not written. Count again for a sure answer.`,
  countInterrupted: (p) =>
    `Not arrived: ${p.missing}. But the connection broke meanwhile, so nothing follows from that; count again.`,
  countStopped: (p) => `Stopped. Arrived: ${p.arrived}`,
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
