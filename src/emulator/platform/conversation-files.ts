/**
 * Files of a conversation's own space, in the name of one of its people: the space, an address to put a file to, its entry,
 * the message with it, and an address to get it from. Whoever is no member, and what is not there, is refused with codes
 * that are unproven; so are the forms of times and paths, and that no robot hears of such a message.
 */
import { ids } from "../ids.ts";
import type { ConversationRecord, PersonRecord } from "../records.ts";
import { keepContent } from "../say-content.ts";
import { FILE_ADDRESS_SECONDS, type Dentry } from "../storage-spaces.ts";
import { textAt } from "../validate.ts";
import { findPerson } from "./find-person.ts";
import type { AppCall, AppHandler } from "./platform-call.ts";
import { ok, refuse, type Reply } from "./reply.ts";

const PROTOCOL = "HEADER_SIGNATURE";
const ROOT_FOLDER = "0";

const invalid = (what: string, message = `${what}无效`) => refuse(400, `invalidParameter.${what}`, message);
const timeOf = (at: number) => new Date(at).toISOString();

interface Place {
  readonly person: PersonRecord;
  readonly conversation: ConversationRecord;
  readonly spaceId: string;
}

/** Whom the call acts for, and the conversation that `isIt` takes, if that person is in it. */
function findPlace(
  call: AppCall,
  what: string,
  isIt: (record: ConversationRecord) => boolean,
): Place | { readonly refusal: Reply } {
  const wanted = call.query.get("unionId") ?? "";
  const person = findPerson(call, ({ unionId }) => unionId === wanted);
  if (!person) return { refusal: invalid("unionId") };
  const conversation = [...call.context.state.conversations.values()].find(isIt);
  if (!conversation?.memberIds.includes(person.staffId)) return { refusal: invalid(what) };
  return { person, conversation, spaceId: ids.spaceId(conversation.conversationId) };
}

const placeOfConversation = (call: AppCall) =>
  findPlace(
    call,
    "openConversationId",
    ({ conversationId }) => conversationId === call.body["openConversationId"],
  );

const placeOfSpace = (call: AppCall, spaceId: unknown) =>
  findPlace(call, "spaceId", ({ conversationId }) => ids.spaceId(conversationId) === spaceId);

function describe({ id, uuid, spaceId, parentId, name, file, creatorId, at }: Dentry) {
  return {
    id,
    uuid,
    spaceId,
    parentId,
    type: "FILE",
    name,
    size: file.data.length,
    path: `/${name}`,
    version: 1,
    status: "NORMAL",
    extension: /\.([^.]+)$/.exec(name)?.[1] ?? "",
    creatorId,
    modifierId: creatorId,
    createTime: timeOf(at),
    modifiedTime: timeOf(at),
  };
}

export const queryConversationSpace: AppHandler = (call) => {
  const place = placeOfConversation(call);
  if ("refusal" in place) return place.refusal;
  const made = timeOf(0);
  const { corpId } = call.app;
  return ok({ space: { spaceId: place.spaceId, corpId, createTime: made, modifiedTime: made } });
};

export const queryFileUpload: AppHandler = (call) => {
  const place = placeOfSpace(call, call.params["spaceId"]);
  if ("refusal" in place) return place.refusal;
  if (call.body["protocol"] !== PROTOCOL) return invalid("protocol");
  // Files in parts have operations of their own, which are not here.
  if (call.body["multipart"] === true) return invalid("multipart", "模拟器不支持分片上传");
  const { uploadKey, path, headers } = call.context.storage.open(place.spaceId);
  return ok({
    uploadKey,
    storageDriver: "DINGTALK",
    protocol: PROTOCOL,
    headerSignatureInfo: {
      resourceUrls: [`${call.context.origin()}${path}`],
      headers,
      expirationSeconds: FILE_ADDRESS_SECONDS,
    },
  });
};

export const commitFile: AppHandler = (call) => {
  const place = placeOfSpace(call, call.params["spaceId"]);
  if ("refusal" in place) return place.refusal;
  const name = textAt(call.body, "name");
  if (name === undefined) return invalid("name");
  const dentry = call.context.storage.commit(textAt(call.body, "uploadKey") ?? "", {
    spaceId: place.spaceId,
    parentId: textAt(call.body, "parentId") ?? ROOT_FOLDER,
    name,
    creatorId: place.person.unionId,
  });
  return dentry ? ok({ dentry: describe(dentry) }) : invalid("uploadKey");
};

export const sendConversationFile: AppHandler = (call) => {
  const { context, body } = call;
  const place = placeOfConversation(call);
  if ("refusal" in place) return place.refusal;
  const dentry = context.storage.find(textAt(body, "spaceId") ?? "", textAt(body, "dentryId") ?? "");
  if (!dentry) return invalid("dentryId");
  const { conversation, person } = place;
  const { name, file } = dentry;
  const said = keepContent(context.media, { kind: "file", name, data: file.data.toString("base64") });
  context.state.addMessage({
    id: ids.msgId(),
    conversationId: conversation.conversationId,
    from: { kind: "person", id: person.staffId, name: person.name },
    at: context.clock.now(),
    kind: "other",
    text: said.text,
    said,
  });
  return ok({ file: { ...describe(dentry), conversationId: conversation.conversationId } });
};

export const queryFileDownload: AppHandler = (call) => {
  const place = placeOfSpace(call, call.params["spaceId"]);
  if ("refusal" in place) return place.refusal;
  const { storage, media, origin } = call.context;
  const dentry = storage.find(place.spaceId, call.params["dentryId"] ?? "");
  if (!dentry) return invalid("dentryId");
  return ok({
    protocol: PROTOCOL,
    headerSignatureInfo: {
      resourceUrls: [`${origin()}${media.sign(dentry.file)}`],
      headers: {},
      expirationSeconds: FILE_ADDRESS_SECONDS,
    },
  });
};
