/**
 * The emulator's own door (`/_emulator/…`): what its page and tests speak. Not part of DingTalk.
 * Types only, so that the page may share them. Times are milliseconds since the Unix epoch.
 */
import type { EmulatorConsoleEvent, EmulatorOrganisation, EmulatorRead } from "./emulator-console.ts";
import type { EmulatedOperationId } from "./other-operations.ts";

export interface EmulatorPerson {
  readonly staffId: string;
  readonly name: string;
  /** The organisation that this staffId belongs to. */
  readonly corpId: string;
}

export interface EmulatorApp {
  /** Also the robotCode. */
  readonly clientId: string;
  /** The robot's name in chats. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Open Stream sockets now. */
  readonly connections: number;
}

export interface EmulatorConversation {
  readonly conversationId: string;
  readonly type: "direct" | "group";
  /** For a direct conversation the robot's name. */
  readonly title: string;
  /** staffIds. A direct conversation has exactly one. */
  readonly memberIds: readonly string[];
  /** Robots in it, by clientId. A direct conversation has exactly one. */
  readonly robotIds: readonly string[];
  /**
   * Only of the chat of two people, which is a group without robots and with two members otherwise: apps whose cool app
   * is installed there, by clientId.
   */
  readonly coolApps?: readonly string[];
}

export type CardState = "processing" | "inputing" | "finished" | "failed";

/** A button of a card, as its template has it. */
export interface EmulatorCardButton {
  readonly actionId: string;
  readonly label: string;
  /** `writing`: until the answer is finished; `finished`: afterwards. */
  readonly shown: "writing" | "finished";
}

/**
 * What a field of a card's form takes. «表单变量» is known by peers' use of it: names and shapes of the rarer types are
 * unproven.
 */
export type CardFieldType =
  | "TEXT"
  | "TEXT_AREA"
  | "NUMBER"
  | "DATE"
  | "TIME"
  | "DATETIME"
  | "CHECKBOX"
  | "SWITCH"
  | "SELECT"
  | "MULTI_SELECT"
  | "CHECKBOX_GROUP"
  | "MULTI_CHECKBOX_GROUP";

export interface EmulatorCardField {
  /** Its key in `params.form` of the callback. */
  readonly name: string;
  readonly label: string;
  readonly type: CardFieldType;
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly placeholder?: string;
  /** What a person reads who leaves it empty. */
  readonly requiredMsg?: string;
  /** As the app wrote it. */
  readonly defaultValue?: unknown;
  /** Of the types that choose. */
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

/** The form of a card: its fields come from a variable, its button from the template. */
export interface EmulatorCardForm {
  readonly fields: readonly EmulatorCardField[];
  /** The component that is pressed, with `{ form: { <name>: <value> } }` as params. */
  readonly actionId: string;
  readonly submitLabel: string;
}

/** What a reader sees of a card. */
export interface EmulatorCardFace {
  readonly state: CardState;
  /** The text: the streamed Markdown variable. */
  readonly content: string;
  readonly params: Readonly<Record<string, string>>;
  /** Those that can be pressed now. Absent where the template has none. */
  readonly buttons?: readonly EmulatorCardButton[];
  /** Absent where the template has none, or its variable holds no fields. */
  readonly form?: EmulatorCardForm;
}

/** What an app says of a card for one kind of space. */
export interface EmulatorCardSpace {
  readonly supportForward?: boolean;
  /** What the list of conversations shows, by locale, for example `ZH_CN`. */
  readonly lastMessage?: Readonly<Record<string, string>>;
  /** What a notification shows. */
  readonly alertContent?: string;
}

export type CardSpaceType = "IM_GROUP" | "IM_ROBOT" | "IM_SINGLE";
export type EmulatorCardSpaces = { readonly [Type in CardSpaceType]?: EmulatorCardSpace };

/** As it looks to those for whom it holds no private data. */
export interface EmulatorCard extends EmulatorCardFace {
  /** Absent where the app said nothing of any space. */
  readonly spaces?: EmulatorCardSpaces;
  readonly outTrackId: string;
  readonly templateId: string;
  /** Accepted streaming frames. */
  readonly frames: number;
  /** By staffId: as it looks to people for whom the app put private data on it. */
  readonly faces?: Readonly<Record<string, EmulatorCardFace>>;
}

/** A robot's ordinary message with buttons or links. The message's `text` holds the same as Markdown. */
export interface EmulatorLinkCard {
  /** `column`, `row`: buttons; `link`: the whole is one; `feed`: a list of links with pictures. */
  readonly layout: "column" | "row" | "link" | "feed";
  /** Markdown. */
  readonly text: string;
  readonly links: readonly { readonly label: string; readonly url: string; readonly picUrl?: string }[];
}

export interface EmulatorMessage {
  /** msgId of a person's message, processQueryKey of a robot's, outTrackId of a card. */
  readonly id: string;
  readonly conversationId: string;
  readonly from: { readonly kind: "person" | "robot"; readonly id: string; readonly name: string };
  readonly at: number;
  readonly kind: "text" | "markdown" | "card" | "other";
  readonly title?: string;
  readonly text: string;
  /** clientIds of the robots mentioned. */
  readonly mentions?: readonly string[];
  /** staffIds of the people whom a robot's message mentions, so that they are notified. */
  readonly mentionedPeople?: readonly string[];
  readonly card?: EmulatorCard;
  readonly linkCard?: EmulatorLinkCard;
  /** As what a robot sent its one attachment. */
  readonly form?: RobotMediaForm;
  /** What came along: pictures, files, voice, video. */
  readonly attachments?: readonly EmulatorAttachment[];
  /** Who sent it took it back: people see nothing of it any more, and its words are gone here too. */
  readonly recalled?: boolean;
  /** Chips that robots have put on a person's message. */
  readonly reactions?: readonly EmulatorReaction[];
  /** `id` of the message that this one quotes. */
  readonly quotes?: string;
  /** How the platform fared with pushing a person's message, per robot. */
  readonly pushes?: readonly EmulatorPush[];
}

export type RobotMediaForm = "picture" | "file" | "voice" | "video";

export interface EmulatorReaction {
  /** The robot's. */
  readonly clientId: string;
  /** What the chip reads. */
  readonly name: string;
}

export interface EmulatorAttachment {
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  /** Of a voice or video, as it was announced. */
  readonly durationMs?: number;
  /** The platform's transcript of a person's voice. */
  readonly recognition?: string;
  /** Of a robot's video: the path of its cover. */
  readonly coverUrl?: string;
  /** A path on the emulator itself, for its page. Robots get download codes instead. */
  readonly url: string;
}

export interface EmulatorPush {
  readonly clientId: string;
  /** `waiting`: no socket is open; `pushed`: sent, not acknowledged. */
  readonly state: "waiting" | "pushed" | "acked";
  /** Frames sent for it so far; each has its own `headers.messageId`. */
  readonly attempts: number;
  readonly pushedAt?: number;
  readonly ackedAt?: number;
}

/** One call to the platform, newest last. Bodies and tokens are not kept here. */
export interface EmulatorCall {
  readonly at: number;
  /** `messageFile`: the GET of a pre-signed URL, or the PUT to one. */
  readonly operation: EmulatedOperationId | "sessionWebhook" | "messageFile" | "unknown";
  readonly method: string;
  readonly path: string;
  readonly clientId?: string;
  readonly status: number;
  /** `code` or `errcode` of a failure, also inside HTTP 200. */
  readonly code?: string;
  /** Counts against the month's quota. */
  readonly billed: boolean;
  readonly outTrackId?: string;
  readonly durationMs: number;
}

export interface EmulatorSnapshot {
  /** The first organisation's name. */
  readonly company: string;
  readonly organisations: readonly EmulatorOrganisation[];
  readonly people: readonly EmulatorPerson[];
  readonly apps: readonly EmulatorApp[];
  readonly conversations: readonly EmulatorConversation[];
  readonly messages: readonly EmulatorMessage[];
  readonly reads: readonly EmulatorRead[];
}

/** What a person does who scans the code of one-scan app creation; `expire`: nobody scans it in time. */
export type ScanDecision = "approve" | "refuse" | "expire";

/** A code of one-scan app creation. Device codes and secrets are not shown. */
export interface EmulatorRegistration {
  readonly userCode: string;
  readonly state: "waiting" | "approved" | "refused" | "expired";
  /** Of the app that was created. */
  readonly clientId?: string;
}

/** Server-sent events of `GET /_emulator/events`: the `event:` name and its JSON `data:`. */
export type EmulatorEvent =
  | { readonly type: "message"; readonly message: EmulatorMessage }
  | { readonly type: "app"; readonly app: EmulatorApp }
  | { readonly type: "conversation"; readonly conversation: EmulatorConversation }
  | { readonly type: "reset" }
  | EmulatorConsoleEvent;

/** What a person can send besides plain text. `data` is base64. */
export type SayContent =
  | { readonly kind: "picture"; readonly data: string; readonly name?: string }
  | { readonly kind: "file"; readonly name: string; readonly data: string }
  /** `recognition`: the platform's transcript. */
  | {
      readonly kind: "audio";
      readonly data: string;
      readonly durationMs: number;
      readonly recognition?: string;
    }
  | { readonly kind: "video"; readonly data: string; readonly durationMs: number }
  /** `picture` is base64. */
  | { readonly kind: "richText"; readonly parts: readonly SayPart[] }
  /** Any other `msgtype`, its `content` pushed as it is. */
  | { readonly kind: "raw"; readonly msgtype: string; readonly content: unknown };

export type SayPart = { readonly text: string } | { readonly picture: string };

export interface SayRequest {
  /** staffId of the writer. */
  readonly from: string;
  readonly conversationId: string;
  /** Left out or empty when `content` stands for it. */
  readonly text?: string;
  readonly content?: SayContent;
  /** `id` of an earlier message of this conversation, a person's or a robot's, that this one quotes. */
  readonly quote?: string;
  /** Group: mentions everybody, so that each robot in it gets the message. What DingTalk does is unproven. */
  readonly atAll?: boolean;
  /** clientIds of mentioned robots; in a group only these get the message. */
  readonly mentions?: readonly string[];
}

/** A person takes back a message of their own. */
export interface TakeBackRequest {
  /** staffId. */
  readonly from: string;
  /** `id` of the message. */
  readonly messageId: string;
}

/** Somebody presses a component of a card. */
export interface PressRequest {
  /** staffId of who presses; a member of the card's conversation. */
  readonly from: string;
  readonly outTrackId: string;
  /** The component's id, as the template names it. */
  readonly actionId: string;
  /** What the template binds to the component. */
  readonly params?: Readonly<Record<string, unknown>>;
}

/** An event of the platform, for example `chat_add_member`, as an app that subscribed to events gets it. */
export interface PushEventRequest {
  readonly clientId: string;
  readonly eventType: string;
  /** Default: an empty object. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A CALLBACK of any topic, for example `/v1.0/graph/api/invoke`, to an app that subscribed to it. */
export interface PushCallbackRequest {
  readonly clientId: string;
  readonly topic: string;
  /** Default: an empty object. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** How long to wait for the answer. Default 5,000. */
  readonly timeoutMs?: number;
}

/** Somebody changes a group; what is left out stays as it is. */
export interface ChangeGroupRequest {
  readonly conversationId: string;
  /** staffId of who does it. Default: the group's first member. */
  readonly by?: string;
  readonly title?: string;
  /** staffIds. */
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** clientIds. */
  readonly addRobots?: readonly string[];
  readonly removeRobots?: readonly string[];
}

/** The events that an app has ticked, instead of those before. */
export interface TickEventsRequest {
  readonly clientId: string;
  readonly events: readonly string[];
}

/** «服务器出口 IP» of an app's developer page. One `*` may stand for the last part: unproven. */
export interface AllowAddressesRequest {
  readonly clientId: string;
  /** Addresses that may call, for example `127.0.0.1` or `10.0.0.*`. None: everybody may. */
  readonly addresses: readonly string[];
}

/** What DingTalk does on some days and not on others. When it does it is unproven, so all of it is off. */
export interface StreamVariant {
  /** Topics of SYSTEM frames that each new socket gets first. Only the Node SDK knows `CONNECTED` and `REGISTERED`. */
  readonly greetings?: readonly string[];
  /** What frames and messages come without. */
  readonly omit?: readonly ("connectionId" | "openThreadId")[];
  /** `content` of a message comes as JSON text. */
  readonly contentAsText?: boolean;
}

/** The app's Stream as told here, instead of before. */
export interface VaryStreamRequest extends StreamVariant {
  readonly clientId: string;
}

/** Limits of one app for a month; what is left out stays as it is. */
export interface QuotaRequest {
  readonly clientId: string;
  /** Billed calls. */
  readonly monthlyCalls?: number;
  /** Above it pushes carry `errorCode` 20001 and no content. */
  readonly monthlyPushes?: number;
}

/** What an app has used this month, and its limits where it has any. */
export interface EmulatorQuota extends QuotaRequest {
  readonly calls: number;
  readonly pushes: number;
}

/** What a scripted fault does to the next matching calls. */
export type FaultEffect =
  /** Answer this instead of doing it. */
  | {
      readonly kind: "refuse";
      readonly status: number;
      readonly code: string;
      readonly message?: string;
      readonly scopes?: readonly string[];
    }
  /** HTTP 200 with `success: false` inside, or a non-zero `errcode` on the old host. */
  | { readonly kind: "hidden-failure"; readonly message?: string }
  /** Do it, then never answer within `ms` (a time-out that took effect). */
  | { readonly kind: "hang-after"; readonly ms: number }
  /** Never answer within `ms` and do nothing. */
  | { readonly kind: "hang-before"; readonly ms: number }
  /** Do it after `ms`. */
  | { readonly kind: "delay"; readonly ms: number }
  /** Close the TCP connection without an answer. */
  | { readonly kind: "reset" }
  /** `messageFile` only: announce the whole length, send half, close the TCP connection. */
  | { readonly kind: "cut" }
  /** `messageFile` only: send the body in `pieces` (default 10), one every `ms`. */
  | { readonly kind: "trickle"; readonly ms: number; readonly pieces?: number };

export interface FaultRequest {
  /**
   * `messageFile`: the body behind a pre-signed URL. It knows refuse, hang-before, delay, reset, cut, trickle.
   * `streamUpgrade`: a Stream socket with a good ticket. It knows refuse, hang-before, delay, reset.
   */
  readonly operation: EmulatedOperationId | "sessionWebhook" | "messageFile" | "streamUpgrade";
  readonly effect: FaultEffect;
  /** Let this many matching calls pass first. Default 0. */
  readonly after?: number;
  /** Hit this many calls; absent means until cleared. */
  readonly times?: number;
  readonly clientId?: string;
}

/** What a scripted fault does to an app's Stream sockets. */
export type ConnectionFault =
  /** Send a `disconnect` frame, deliver nothing more on it, close after the platform's 10 s. */
  | { readonly kind: "disconnect"; readonly graceMs?: number }
  /** Accept bytes, deliver nothing, answer no ping. */
  | { readonly kind: "half-open" }
  /** No illness: a SYSTEM frame of that topic, for example `REGISTERED` or `KEEPALIVE`, with `data` ({}). */
  | {
      readonly kind: "system";
      readonly topic: string;
      readonly data?: Readonly<Record<string, unknown>>;
    }
  /** Abrupt TCP reset. */
  | { readonly kind: "reset" };

/** Those that end or spoil a connection. */
export type ConnectionIllness = Exclude<ConnectionFault["kind"], "system">;

/** A new group. */
export interface AddGroupRequest {
  readonly title: string;
  /** staffIds. */
  readonly memberIds: readonly string[];
  /** clientIds. */
  readonly robotIds: readonly string[];
}
