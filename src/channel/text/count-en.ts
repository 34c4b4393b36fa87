/**
 * Whether another program shares the app, in English: the check, and the count of `openclaw china doctor --count`.
 * Spread into `en.ts`; same keys and parameters as `count-zh-cn.ts`.
 */
import type { countZhCN } from "./count-zh-cn.ts";

export const countEn: typeof countZhCN = {
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
};
