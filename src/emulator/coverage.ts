/**
 * What the emulator can and cannot do, per operation. A test compares this with the contract and the router.
 */
import type { OperationId } from "../contract/endpoints.ts";

export interface Coverage {
  readonly level: "supported" | "partial" | "absent";
  readonly note: string;
}

export const COVERAGE: Readonly<Record<OperationId | "sessionWebhook", Coverage>> = {
  getAccessToken: {
    level: "supported",
    note: "Same token while it lives, 7200 s. A newly granted scope counts at once, without a fresh token.",
  },
  getOldToken: { level: "supported", note: "Gives the new host's token: one token serves both hosts." },
  registrationInit: {
    level: "supported",
    note: "A nonce that lives 300 s and works once; once is unproven.",
  },
  registrationBegin: {
    level: "partial",
    note: "The code leads to a page of the emulator itself. The errcode of a wrong nonce is unproven.",
  },
  registrationPoll: {
    level: "partial",
    note: "The new app has every permission and a direct chat with everybody: unproven. Polling too fast is not punished.",
  },
  openConnection: {
    level: "partial",
    note: "Events that a test pushes; of its own, read and recalled robot messages and changes of groups, to apps that ticked them. REGISTERED and the like come where told. What it answers to an address that is not on the app's list is unproven.",
  },
  sendDirect: {
    level: "partial",
    note: "A voice without a real duration, or in MP3 or WAV, is refused where DingTalk shows a bubble that nobody can play. People are never flow-controlled unless a fault says so.",
  },
  sendGroup: {
    level: "partial",
    note: "As sendDirect. The code for a robot outside the group is unproven.",
  },
  queryRobotGroups: { level: "supported", note: "All groups of the seed the robot is in." },
  getUser: { level: "partial", note: "userid, unionid, name, admin and active; no departments, no phone." },
  searchUsers: { level: "partial", note: "By name only. How DingTalk ranks what it finds is unproven." },
  getGroupInfo: {
    level: "partial",
    note: "Title and number of people. The permission and the code for an unknown group are unproven.",
  },
  listGroupMembers: {
    level: "partial",
    note: "People only, to robots in the group. The permission, the codes of refusals and the largest page are unproven.",
  },
  downloadMessageFile: {
    level: "partial",
    note: "Codes live 2 hours and URLs 10 minutes: both unproven. The URL points to the emulator itself.",
  },
  uploadMedia: {
    level: "partial",
    note: "The first bytes decide, not the declared type; a file may have any ending: unproven. Ids live as long as the emulator.",
  },
  recallDirect: {
    level: "partial",
    note: "Within 24 hours, also cards by their carrierId: unproven. The reasons' words are unproven.",
  },
  recallGroup: { level: "partial", note: "As recallDirect." },
  readDirectStatus: {
    level: "partial",
    note: "A person has read what the chat page showed. The code for an unknown receipt is unproven.",
  },
  readGroupStatus: { level: "partial", note: "As readDirectStatus, page by page." },
  replyEmotion: {
    level: "partial",
    note: "Any words, on any message but a card; all refusals but the card's 500 are unproven.",
  },
  recallEmotion: {
    level: "partial",
    note: "As replyEmotion; taking off what is not there succeeds: unproven.",
  },
  createAndDeliverCard: {
    level: "partial",
    note: "IM_GROUP and IM_ROBOT spaces; published templates of the seed, with buttons and forms; mentions by atUserIds and private data. A form's rarer fields and the shapes of its values are unproven.",
  },
  createCard: { level: "partial", note: "As createAndDeliverCard." },
  deliverCard: { level: "partial", note: "As createAndDeliverCard." },
  updateCard: {
    level: "partial",
    note: "All data or by key, everybody's and each person's own; spaces cannot be updated.",
  },
  streamCard: {
    level: "partial",
    note: "The template's one Markdown variable. Frames after the last one succeed without effect: unproven. Too large: 100 KB, unproven.",
  },
  sessionWebhook: {
    level: "partial",
    note: "text, markdown, actionCard, link and feedCard; no media. People are mentioned where list and text both name them.",
  },
};
