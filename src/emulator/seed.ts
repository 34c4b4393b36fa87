/**
 * The company that the emulator starts with: people, apps, conversations and card templates.
 * A seed is plain data; `reset()` replays it. Its secrets are made up and open no door at DingTalk.
 */
import type { CardTemplate } from "../contract/card.ts";
import type { EmulatorRead } from "../contract/emulator-console.ts";
import type {
  EmulatorCardButton,
  EmulatorCardSpaces,
  EmulatorLinkCard,
  EmulatorReaction,
  RobotMediaForm,
  SayContent,
  StreamVariant,
} from "../contract/emulator-control.ts";
import type { UploadType } from "../contract/media.ts";
import type { Operation } from "../contract/endpoints.ts";
import { EMULATED_OPERATIONS } from "../contract/other-operations.ts";
import { ids } from "./ids.ts";
import { PUBLIC_TEMPLATES } from "./public-templates.ts";

/** What the address book says of a person besides the name. What is left out is left out of answers. */
export interface SeedContact {
  /** In an organisation nobody else may have it. */
  readonly mobile?: string;
  readonly email?: string;
  /** The post, for example of a product manager. */
  readonly title?: string;
  /** staffId of whom the person reports to. */
  readonly managerId?: string;
  /** Ids of departments. Default: the organisation itself, which is department 1. */
  readonly departments?: readonly number[];
}

export interface SeedPerson extends SeedContact {
  readonly staffId: string;
  readonly name: string;
  readonly isAdmin?: boolean;
  /** Name of one of `organisations`. Default: the company. */
  readonly organisation?: string;
}

export interface SeedApp {
  /** Also the robotCode. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The robot's name in chats. */
  readonly name: string;
  readonly scopes: readonly string[];
  /** Billed calls that this app may make a month. Default: no limit. */
  readonly monthlyCalls?: number;
  /** Pushes with content that this app gets a month. Default: no limit. */
  readonly monthlyPushes?: number;
  /** Name of one of `organisations`. Default: the company. */
  readonly organisation?: string;
  /** Types of events ticked for it, so that it gets those that happen here. Default: none. */
  readonly events?: readonly string[];
  /** «服务器出口 IP»: who may call as this app. Default: everybody. */
  readonly allowedAddresses?: readonly string[];
  readonly stream?: StreamVariant;
  /** False: no version is published, so nobody finds the bot and senders have no staffId. Default true. */
  readonly published?: boolean;
}

/** A «自定义机器人» of a group: it only sends, by an address of its own. Its secrets are made up. */
export interface SeedWebhookRobot {
  readonly name: string;
  /** The `access_token` of its address. Default: derived from the group and the name. */
  readonly accessToken?: string;
  /** «加签»: calls need a signature made with it. Default: none needed. */
  readonly secret?: string;
  /** «自定义关键词»: a message has to contain one of them. Default: none needed. */
  readonly keywords?: readonly string[];
  /** «IP地址（段）»: who may call. Default: everybody. */
  readonly allowedAddresses?: readonly string[];
}

export interface SeedGroup {
  /** Default: derived from the title. Case matters. */
  readonly conversationId?: string;
  readonly title: string;
  /** staffIds. */
  readonly memberIds: readonly string[];
  /** clientIds. */
  readonly robotIds: readonly string[];
  /** Default: none. */
  readonly webhookRobots?: readonly SeedWebhookRobot[];
}

/** The chat of two people. No robot reads it; a cool app («单聊酷应用») that is installed there may send into it. */
export interface SeedPair {
  /** Default: derived from the two. Case matters. */
  readonly conversationId?: string;
  /** staffIds of the two. */
  readonly memberIds: readonly [string, string];
  /** clientIds of apps whose cool app is installed. Default: none. */
  readonly coolApps?: readonly string[];
}

export interface SeedDirect {
  /** Default: derived from the two. Case matters. */
  readonly conversationId?: string;
  readonly staffId: string;
  readonly clientId: string;
}

/** A template with its buttons. What a real template looks like besides is its own business. */
export interface SeedTemplate extends CardTemplate {
  /** False: it cannot be used yet. Default true. */
  readonly published?: boolean;
  readonly buttons?: readonly EmulatorCardButton[];
  /** The variable that a looping group of buttons is bound to: JSON text of a list. */
  readonly buttonsKey?: string;
  /** A variable with Markdown that stands below the streamed one. */
  readonly staticKey?: string;
  /** True: nothing is ever being written on it, so it is finished as soon as it is there. */
  readonly still?: boolean;
  /** The form component: the variable with its fields (JSON text), and its button. */
  readonly form?: { readonly key: string; readonly actionId: string; readonly submitLabel: string };
}

/** A card as it stood; `stream`: where its streaming life stood. */
export interface SeedCard {
  readonly outTrackId: string;
  /** Of the app that created it. */
  readonly clientId: string;
  readonly templateId: string;
  readonly params: Readonly<Record<string, string>>;
  /** By staffId. Default: nobody has any. */
  readonly privateParams?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly stream: "idle" | "open" | "finalized" | "failed";
  readonly frames: number;
  /** Default: pressed buttons are told by Stream, of people by `userId`; no space says anything of itself. */
  readonly callbackType?: string;
  readonly userIdType?: number;
  readonly spaces?: EmulatorCardSpaces;
}

/** A file that a robot uploaded; its `mediaId` stands in messages and Markdown. */
export interface SeedUpload {
  readonly mediaId: string;
  readonly type: UploadType;
  readonly name: string;
  readonly mime: string;
  /** base64. */
  readonly data: string;
}

/** A robot's picture, file, voice or video: one of `uploads`. */
export interface SeedSent {
  readonly form: RobotMediaForm;
  readonly mediaId: string;
  /** As the message names the file. */
  readonly name: string;
  readonly durationMs?: number;
  /** `mediaId` of a video's cover. */
  readonly cover?: string;
}

/** A message that was said before the start. It is pushed to nobody. */
export interface SeedMessage {
  readonly id: string;
  readonly conversationId: string;
  /** `id`: staffId or clientId. */
  readonly from: { readonly kind: "person" | "robot"; readonly id: string };
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly kind: "text" | "markdown" | "card" | "other";
  readonly title?: string;
  readonly text: string;
  readonly mentions?: readonly string[];
  readonly quotes?: string;
  /** What a person sent besides plain text. */
  readonly content?: SayContent;
  readonly card?: SeedCard;
  /** What a robot sent that is no text. */
  readonly sent?: SeedSent;
  readonly linkCard?: EmulatorLinkCard;
  /** staffIds of the people whom a robot's message mentions. */
  readonly mentionedPeople?: readonly string[];
  readonly recalled?: boolean;
  readonly reactions?: readonly EmulatorReaction[];
  readonly msgId?: string;
  readonly processQueryKey?: string;
}

export interface EmulatorSeed {
  readonly company: string;
  /** Names of further organisations on this DingTalk. Default: none. */
  readonly organisations?: readonly string[];
  readonly people: readonly SeedPerson[];
  readonly apps: readonly SeedApp[];
  /** Default: none. */
  readonly groups?: readonly SeedGroup[];
  /** Default: one for each pair of person and app. */
  readonly directs?: readonly SeedDirect[];
  /** Chats of two people. Default: none. */
  readonly pairs?: readonly SeedPair[];
  /** Published templates that every app may use. Default: DingTalk's public ones. */
  readonly templates?: readonly SeedTemplate[];
  /** Oldest first. Default: none. */
  readonly messages?: readonly SeedMessage[];
  readonly reads?: readonly EmulatorRead[];
  /** Files that robots uploaded. Default: none. */
  readonly uploads?: readonly SeedUpload[];
}

/** An own template as an operator might make one: a stop button while it grows, thumbs below the answer. */
export const BUTTON_CARD: SeedTemplate = {
  id: "emulator-card-with-buttons.schema",
  contentKey: "content",
  statusKey: "flowStatus",
  initial: {},
  buttonsKey: "btns",
  buttons: [
    { actionId: "btn_stop", label: "停止", shown: "writing" },
    { actionId: "feedback_up", label: "赞", shown: "finished" },
    { actionId: "feedback_down", label: "踩", shown: "finished" },
  ],
};

/** An own template with a form, whose fields come with each card. */
export const FORM_CARD: SeedTemplate = {
  id: "emulator-card-with-form.schema",
  contentKey: "content",
  initial: {},
  form: { key: "form", actionId: "form_submit", submitLabel: "提交" },
};

/** Every permission that the operations of the contract ask for. */
export function allScopes(): string[] {
  const table: readonly Operation[] = Object.values(EMULATED_OPERATIONS);
  return [...new Set(table.flatMap((operation) => operation.scope ?? []))];
}

export const DEFAULT_CLIENT_ID = "dinglocalbot0001";
/** Made up; printed by the emulator's command so that a channel can be set up with it. */
export const DEFAULT_CLIENT_SECRET = "local-emulator-secret-of-no-worth";

/**
 * A small company: four people, one robot, a direct conversation for each person and one group. No telephone has their
 * numbers: those of China's mobiles begin with 13 to 19.
 */
export function defaultSeed(): EmulatorSeed {
  const people: SeedPerson[] = [
    { staffId: "manager807", name: "陈思远", isAdmin: true, mobile: "10000000807", title: "总经理" },
    {
      staffId: "zhangwei01",
      name: "张伟",
      mobile: "10000000001",
      title: "产品经理",
      managerId: "manager807",
    },
    { staffId: "lina02", name: "李娜", mobile: "10000000002", title: "设计师", managerId: "zhangwei01" },
    { staffId: "wangfang03", name: "王芳", mobile: "10000000003", title: "工程师", managerId: "zhangwei01" },
  ];
  return {
    company: "杭州示例科技有限公司",
    people,
    apps: [
      {
        clientId: DEFAULT_CLIENT_ID,
        clientSecret: DEFAULT_CLIENT_SECRET,
        name: "小龙虾助手",
        scopes: allScopes(),
      },
    ],
    groups: [
      {
        conversationId: ids.conversationId("group", "产品讨论群"),
        title: "产品讨论群",
        memberIds: people.map((person) => person.staffId),
        robotIds: [DEFAULT_CLIENT_ID],
      },
    ],
    templates: [...PUBLIC_TEMPLATES, BUTTON_CARD, FORM_CARD],
  };
}
