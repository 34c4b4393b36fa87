/**
 * What to do about a failure, in one English sentence or two. Text only: it decides nothing.
 * Order: the platform's own code, then our code. The Chinese sentences for people live in `channel/text`.
 */
import type { DingTalkErrorCode, DingTalkErrorDetails } from "./errors.ts";

const BY_PLATFORM_CODE: Readonly<Record<string, string>> = {
  "param.templateNotExist": "The card template does not exist for this app. Check the template id.",
  "param.templateUnpublished": "Publish the card template on the card platform first.",
  "param.contentUnsafe": "DingTalk's content check rejected the text.",
  "param.stream.content":
    "The card's text is too large for one streaming call. Finish this card and go on in a new one.",
  "staffId.notExisted":
    "No such person in this organisation. Use the staffId, not a `cid…` conversation id and not senderId.",
  "invalid.openConversationId":
    "Not a group this robot is in. Conversation ids are case-sensitive and a direct message's id is no group.",
  "miss.openConversationId": "Give the group's openConversationId.",
  "invalidParameter.robotCode.auth": "This robotCode belongs to another app than the credentials.",
  "invalidParameter.robotCode.notExsit":
    "No robot has this code. For an internal app it equals the Client ID.",
  "invalidParameter.robotCode.invalid":
    "No robot has this code. For an internal app it equals the Client ID.",
  "invalidParameter.robotCode.downloadCode":
    "The download code is wrong or has expired, or the file was sent to another robot. Ask for the file again.",
  "resource.unavailable":
    "The robot is not in this group, or was removed from it. Add it to the group again.",
  "40004": "DingTalk does not know this type of upload: image, voice, video or file.",
  "40005": "DingTalk does not take files of this kind. Send it packed as a zip file.",
  "40006": "The file is above DingTalk's limit: 20 MB, 2 MB for a voice message.",
  "robot.oto.notExist":
    "The app has no robot, or it is not published. Add the robot ability and publish a version.",
  "bot.stopped": "The robot is switched off in the developer console.",
  "group.disbanded": "The group no longer exists.",
};

const BY_CODE: Readonly<Record<DingTalkErrorCode, string>> = {
  "qps-limit": "Too many calls in this second. Slow down; a call refused this way was not executed.",
  "flow-control":
    "DingTalk limits how often this robot may send here. Wait some minutes before sending again.",
  "quota-gone":
    "The organisation's monthly API quota is spent. Wait for the first of the month or buy a package in the developer console.",
  "ip-blocked":
    "DingTalk blocks this public address for about five minutes after too many calls. Stop calling.",
  "scope-missing": "Let an administrator grant the permission to the app, then publish the app again.",
  "ip-not-allowed":
    "Add this machine's public address to the server egress IP list in the developer console, or empty the list.",
  "org-not-certified": "The organisation must be certified (enterprise verification) to use this function.",
  "bad-credentials":
    "Check Client ID and Client Secret in the developer console: same app, no blanks, and the secret was not reset since.",
  "invalid-token":
    "DingTalk rejects even a fresh access token. Check that the app is enabled and the clock of this machine is right.",
  server: "DingTalk had a fault. It may have done the work all the same; try later.",
  network: "DingTalk cannot be reached. Check network, DNS and proxy of this machine.",
  timeout: "DingTalk did not answer in time. The call may have taken effect.",
  aborted: "The call was cancelled from our side.",
  "hidden-failure": "DingTalk answered 200 but reported a failure inside. See the message.",
  "bad-answer":
    "The answer is not what DingTalk sends. A proxy, a login page or a wrong base URL stands between.",
  "session-expired":
    "The session webhook has expired (about 90 minutes after the message). Send by the robot API instead.",
  "card-exists": "A card with this outTrackId exists. Use a new outTrackId for each card.",
  "card-not-exist": "No card has this outTrackId. Create and deliver it first.",
  "upgrade-refused":
    "The socket's one-shot ticket was refused; the next attempt takes a new one. If it stays so, look for a proxy.",
  "too-large": "Split the message; nothing was sent.",
  "blocked-address":
    "The download points into a private network. DingTalk's own URLs do not; look at DNS and proxy of this machine.",
  "invalid-argument": "Nothing was sent. Correct the call.",
  refused: "DingTalk refused the call. Its own code and message say why.",
};

const STREAM_CARD_UNKNOWN =
  "The template has probably no streaming variable with this key, or the permission Card.Streaming.Write is missing.";

/** The sentence for a failure; for a missing permission it names the permission and the page. */
export function hintFor(code: DingTalkErrorCode, details: DingTalkErrorDetails): string {
  if (code === "scope-missing" && details.requiredScopes?.length) {
    const where = details.applyUrl ? ` Apply here: ${details.applyUrl}` : "";
    return `The app lacks the permission ${details.requiredScopes.join(", ")}. ${BY_CODE[code]}${where}`;
  }
  if (details.operation === "streamCard" && details.platformCode === "unknownError")
    return STREAM_CARD_UNKNOWN;
  const own = details.platformCode === undefined ? undefined : lookUp(details.platformCode);
  if (own !== undefined) return own;
  if (details.operation === "openConnection" && code === "refused") {
    return "Check in the developer console that the app is published and both robot and events use Stream mode.";
  }
  return BY_CODE[code];
}

function lookUp(platformCode: string): string | undefined {
  return Object.hasOwn(BY_PLATFORM_CODE, platformCode) ? BY_PLATFORM_CODE[platformCode] : undefined;
}
