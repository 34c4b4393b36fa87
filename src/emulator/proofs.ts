/**
 * The test file that proves each operation of the coverage table. A test looks that the file exists and names the
 * operation; the table in the documents and the developer's page show it.
 */
export const PROOFS: Readonly<Record<string, string>> = {
  getAccessToken: "tests/emulator/tokens.test.ts",
  getOldToken: "tests/emulator/tokens.test.ts",
  registrationInit: "tests/emulator/registration.test.ts",
  registrationBegin: "tests/emulator/registration.test.ts",
  registrationPoll: "tests/emulator/registration.test.ts",
  openConnection: "tests/emulator/open-connection.test.ts",
  sendDirect: "tests/emulator/sends.test.ts",
  sendGroup: "tests/emulator/sends.test.ts",
  queryRobotGroups: "tests/emulator/gateway.test.ts",
  downloadMessageFile: "tests/emulator/media.test.ts",
  getUser: "tests/emulator/directory.test.ts",
  searchUsers: "tests/emulator/directory.test.ts",
  getGroupInfo: "tests/emulator/directory.test.ts",
  listGroupMembers: "tests/emulator/directory.test.ts",
  uploadMedia: "tests/emulator/robot-media.test.ts",
  recallDirect: "tests/emulator/robot-media.test.ts",
  recallGroup: "tests/emulator/robot-media.test.ts",
  readDirectStatus: "tests/emulator/read-status.test.ts",
  readGroupStatus: "tests/emulator/read-status.test.ts",
  replyEmotion: "tests/emulator/robot-media.test.ts",
  recallEmotion: "tests/emulator/robot-media.test.ts",
  createAndDeliverCard: "tests/emulator/cards.test.ts",
  createCard: "tests/emulator/cards.test.ts",
  deliverCard: "tests/emulator/cards.test.ts",
  updateCard: "tests/emulator/cards.test.ts",
  streamCard: "tests/emulator/cards.test.ts",
  sessionWebhook: "tests/emulator/session-webhook.test.ts",
};
