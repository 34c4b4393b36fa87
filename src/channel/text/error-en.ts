/**
 * A call to DingTalk that failed, in English: what was wrong and what to do. Spread into `en.ts`; same keys and
 * parameters as `error-zh-cn.ts`.
 */
import type { errorZhCN } from "./error-zh-cn.ts";

export const errorEn: typeof errorZhCN = {
  errorLine: (p) => `${p.found} (${p.facts})${p.said === "" ? "" : `: "${p.said}"`}`,
  faultLine: (p) => (p.remedy === "" ? p.found : `${p.found}; ${p.remedy}`),
  errorScopeMissing: (p) => `The app lacks the permission ${p.scopes}`,

  errorFound: {
    "qps-limit": "DingTalk refused the call, as too many came",
    "flow-control": "DingTalk refused the call, as this robot sends too often",
    "quota-gone": "The organisation's API calls of this month are used up",
    "ip-blocked": "DingTalk blocks this machine's public address for a while, as too many calls came",
    "scope-missing": "The app lacks a permission",
    "ip-not-allowed": "This machine's public address is not on the app's list of server addresses",
    "org-not-certified": "The organisation is not certified, which this call needs",
    "bad-credentials": "DingTalk does not accept Client ID and Client Secret",
    "invalid-token": "DingTalk does not accept a fresh access token",
    server: "DingTalk had a fault",
    network: "The network connection to DingTalk failed",
    timeout: "DingTalk did not answer in time",
    aborted: "The call was cancelled",
    "hidden-failure": "DingTalk reported success, with a failure inside",
    "bad-answer": "The answer is not what DingTalk sends",
    "session-expired": "The session webhook has expired",
    "card-exists": "There is a card with this outTrackId already",
    "card-not-exist": "There is no card with this outTrackId",
    "upgrade-refused": "The WebSocket's upgrade was refused",
    "too-large": "The content is above the limit of size",
    "blocked-address": "The download leads into a private network",
    "invalid-argument": "The call makes no sense; nothing was sent",
    refused: "DingTalk refused the call",
  },

  errorRemedy: {
    aborted: "if nobody stopped it, try again",
    "hidden-failure": "see DingTalk's own words in quotes",
    "session-expired":
      "a session webhook ends about 90 minutes after its message; later ones are sent by the robot API",
    "card-exists": "each card needs a new outTrackId",
    "card-not-exist": "a card has to be created and delivered before it is updated",
    "upgrade-refused":
      "a ticket holds once and the next attempt takes a new one; if it stays so, look for a proxy in between",
    "too-large": "make the file smaller, split the message, or send a link",
    "blocked-address": "DingTalk's own downloads do not; look at this machine's DNS and proxy",
    "invalid-argument": "correct the call",
    refused: "see DingTalk's own code and words",
  },

  errorRemedyOfDingTalk: {
    "param.templateNotExist": "this app has no such card template; check the template's id",
    "param.templateUnpublished": "publish the card template on the card platform first",
    "param.contentUnsafe": "DingTalk's content check rejected the text",
    "param.stream.content":
      "the text is too large for one streaming call; finish this card and go on in a new one",
    "staffId.notExisted":
      "there is no such person in this organisation; use the staffId, no cid… conversation id and no senderId",
    "invalid.openConversationId":
      "the robot is in no such group; group ids are case-sensitive, and a direct message's id is no group",
    "miss.openConversationId": "give the group's openConversationId",
    "invalidParameter.robotCode.auth": "this robotCode belongs to another app than the credentials",
    "invalidParameter.robotCode.notExsit":
      "no robot has this code; for an internal app it equals the Client ID",
    "invalidParameter.robotCode.invalid":
      "no robot has this code; for an internal app it equals the Client ID",
    "invalidParameter.robotCode.downloadCode":
      "the download code is wrong or has expired, or the file was sent to another robot; ask for it again",
    "resource.unavailable": "the robot is not in this group, or was removed from it; add it again",
    "40004": "DingTalk does not know this type of upload: image, voice, video or file",
    "40005": "DingTalk does not take files of this kind; send it packed as a zip file",
    "40006": "the file is above DingTalk's limit: 20 MB, 2 MB for a voice message",
    "robot.oto.notExist":
      "the app has no robot, or it is not published; add the robot ability and publish a version",
    "bot.stopped": "the robot is switched off in the developer console",
    "group.disbanded": "the group no longer exists",
  },
};
