/**
 * What the emulator can and cannot do, per operation. A test compares this with the contract and the router.
 */
import type { EmulatedOperationId } from "../contract/other-operations.ts";

export interface Coverage {
  readonly level: "supported" | "partial" | "absent";
  readonly note: string;
}

export const COVERAGE: Readonly<Record<EmulatedOperationId | "sessionWebhook", Coverage>> = {
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
    note: "Events and callbacks of any topic that a test pushes; of its own, read and recalled robot messages and changes of groups, to apps that ticked them. REGISTERED and the like come where told. What it answers to an address that is not on the app's list is unproven.",
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
  getUser: {
    level: "supported",
    note: "What the seed says of a person: name, post, mobile, e-mail, manager, ids of departments. No hidden fields; nobody is the boss.",
  },
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
    note: "IM_GROUP, IM_ROBOT and IM_SINGLE spaces, several at once; templates of the seed, with buttons and forms; mentions by atUserIds, and by cardAtUserIds in the first text; private data. ONE_BOX and CO_FEED are refused. A form's rarer fields and the shapes of its values are unproven.",
  },
  createCard: { level: "partial", note: "As createAndDeliverCard." },
  deliverCard: { level: "partial", note: "As createAndDeliverCard." },
  updateCard: {
    level: "supported",
    note: "All data or by key, everybody's and each person's own.",
  },
  streamCard: {
    level: "partial",
    note: "The template's one Markdown variable. Frames after the last one succeed without effect: unproven. Too large: 100 KB, unproven.",
  },
  sendByWebhookRobot: {
    level: "supported",
    note: "text, markdown, actionCard, link and feedCard; signature, keywords, addresses, 20 messages a minute and then ten minutes of silence. The order of the checks and the codes for an unknown token and for too long a text are unproven.",
  },
  sendPrivate: {
    level: "partial",
    note: "Into chats of two people from the seed where the app's cool app is installed. The coolAppCode must be there and is not compared: unproven. It cannot be taken back.",
  },
  updateCardSpaces: {
    level: "partial",
    note: "What a card says of a kind of space, shown by the door. A card may be delivered without it: unproven.",
  },
  getUserByMobile: {
    level: "partial",
    note: "Colleagues whose mobile the seed has. The code for an unknown number is unproven.",
  },
  getUserByUnionId: {
    level: "partial",
    note: "Colleagues only. The code for an unknown unionId is unproven.",
  },
  getContact: {
    level: "partial",
    note: "Colleagues by unionId, with an app's token: unproven. There are no user tokens, so me is refused.",
  },
  listGroupRobots: {
    level: "partial",
    note: "App robots and webhook robots, to apps whose robot is in the group. The numbers of openRobotType are unproven.",
  },
  getCorpToken: {
    level: "supported",
    note: "The app's one token, for its own organisation. The code for another organisation is unproven.",
  },
  queryConversationSpace: {
    level: "partial",
    note: "To people who are in the conversation. The refusals' codes and the form of times are unproven.",
  },
  queryFileUpload: {
    level: "partial",
    note: "HEADER_SIGNATURE for a whole file of at most 128 MB, to an address of the emulator itself; not in parts.",
  },
  commitFile: {
    level: "partial",
    note: "Into the root or any folder named, of which there are none. Entries are not saved in a seed.",
  },
  sendConversationFile: {
    level: "partial",
    note: "As a file of the person it acts for; no robot hears of it: unproven.",
  },
  queryFileDownload: {
    level: "partial",
    note: "Of entries that apps have put there; without headers of its own: unproven.",
  },
  sessionWebhook: {
    level: "supported",
    note: "text, markdown, actionCard, link, feedCard and empty; no media. People are mentioned where list and text both name them, by staffId or mobile; isAtAll mentions all. No limit of its own: unproven.",
  },
};
