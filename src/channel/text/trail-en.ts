/**
 * What is said of a message's trail, in English: by the console and by commands. Spread into `en.ts`; same keys and
 * parameters as `trail-zh-cn.ts`.
 */
import type { trailZhCN } from "./trail-zh-cn.ts";
import type { Text } from "./zh-cn.ts";

export const trailEn: Pick<Text, keyof typeof trailZhCN> = {
  // What became of a message
  trailRunning: "In progress.",
  trailAnswered: (p) =>
    `${p.how} after ${p.seconds} s, ${p.calls === 1 ? "one call" : `${p.calls} calls`} (files not counted).`,
  trailByCard: "Answered on a card",
  trailByMessage: "Answered by message",
  trailByBoth: "Answered on a card and by message",
  trailNoAnswer: "The agent said nothing to it.",
  trailNoAnswerRemedy: "If it should have, look into the gateway's log: openclaw logs",
  trailDecided: "It was the answer to an approval or a question, and was taken.",
  trailCounted: "It was a number of a count (openclaw china doctor --count), and was counted.",
  trailFailed: (p) => `The turn failed: ${p.message}`,
  trailFailedRemedy: "The cause is in the gateway's log: openclaw logs",
  trailNotSent: (p) => `The answer could not be sent: ${p.what}`,
  trailNotSentRemedy: "Check credentials, permissions and network: openclaw china doctor",
  trailInterrupted: "The gateway restarted in the middle, and the answer was not resumed.",
  trailInterruptedRemedy: "Let the person ask again.",
  trailDeadLetter: (p) => `Given up after several attempts (${p.reason}).`,
  trailDeadLetterRemedy: "Look at it and retry: openclaw china dead-letters list",

  // Why it was refused
  trailRefusedPairing: "The person has to pair first; a code was sent, now or before.",
  trailRefusedPairingRemedy: "Approve it: openclaw pairing list dingtalk",
  trailRefusedEmpty: "It held nothing but the mention.",
  trailRefusedDirectOff: "Direct messages are switched off (dmPolicy is disabled).",
  trailRefusedPerson: (p) => `The person (${p.id}) is not on the list.`,
  trailRefusedPersonRemedy: (p) => `Put ${p.id} into allowFrom.`,
  trailRefusedGroupsOff: "Groups are switched off (groupPolicy is disabled).",
  trailRefusedInGroup: (p) => `The person (${p.id}) may not use the bot in this group.`,
  trailRefusedInGroupRemedy: (p) => `Put ${p.id} into groupAllowFrom, or into allowFrom of this group.`,
  trailRefusedGroup: (p) => `The group (${p.id}) is not on the list.`,
  trailRefusedGroupRemedy: (p) => `Put ${p.id} into groups.`,
  trailRefusedCommand: (p) => `The person (${p.id}) may not use commands.`,
  trailRefusedCommandRemedy: (p) => `Put ${p.id} into commands.allowFrom.`,
  trailRefusedNoMention: "In a group, and the bot was not mentioned.",
  trailRefusedNoMentionRemedy: "Mention the bot there, or set requireMention to false.",
  trailRefusedOther: (p) => `OpenClaw did not admit it (${p.reason}).`,

  // The steps of one message
  trailStepReceived: "Received and written to the journal",
  trailStepAcked: "Acknowledged to DingTalk",
  trailStepClaimed: "Taken up",
  trailStepClaimedAgain: (p) => `Taken up, attempt ${p.attempt}`,
  trailStepJoined: (p) => `Joined with ${p.lines} quick messages into one turn`,
  trailStepAccess: (p) => `Admitted (${p.reason})`,
  trailStepMedia: (p) => `Kept ${p.stored} files`,
  trailStepMediaMissed: (p) => `Kept ${p.stored} files, ${p.missed} did not arrive (${p.reasons})`,
  trailStepAdopted: "Taken over by OpenClaw",
  trailStepQueued: "Waits behind another answer",
  trailStepSteered: "Its turn has come: it joins the run in progress, or begins one of its own",
  trailStepRunStarted: "The agent began to run",
  trailStepFirstWord: "The first word was seen",
  trailStepAsked: "The agent asks and waits for a person",
  trailStepCardCreated: "A card was created",
  trailStepFrameRefused: (p) => `DingTalk refused the card's ${p.call} (${p.code})`,
  trailStepFinished: (p) => `The card is finished, after ${p.frames} updates`,
  trailStepSentWebhook: "A message went out by the session webhook",
  trailStepSentRobot: "A message went out by the robot API",
  trailStepSentFile: (p) => `A file went out (${p.form})`,
  trailStepRetried: "Put back into the queue",
  trailStepDropped: "Dropped",

  // Commands
  messagesDescription: "List the newest messages and what became of each",
  flagMessage: "trace one message: its msgId, the sender's or group's name, or its words",
  flagLimit: "how many at most, default 20",
  limitRefused: "a whole number from 1 to 500 is wanted",
  messagesNone: (p) => `No message is on record for the last ${p.days} days.`,
  messagesNoneRemedy:
    "A running gateway keeps the record; see whether it is connected: openclaw china status",
  messageUnknown: (p) => `Nothing is known of "${p.what}" in the last ${p.days} days.`,
  messageUnknownRemedy:
    "without a record it did not reach this machine: see that a version of the app is published, that the person is in its visible range, that the bot was mentioned in the group, that no other machine or program uses this Client ID (DingTalk gives each message to one of them only; openclaw china doctor --count finds out), and run openclaw china doctor",
  messageMore: (p) =>
    p.count === 1
      ? "One more matches; name it by its msgId:"
      : `${p.count} more match; name one by its msgId:`,
  messageIn: (p) => `group "${p.title}"`,
  messageDirect: "direct",
};
