/**
 * The company that the emulator starts with: people, apps, conversations and card templates.
 * A seed is plain data; `reset()` replays it. Its secrets are made up and open no door at DingTalk.
 */
import { PUBLIC_AI_CARD, type CardTemplate } from "../contract/card.ts";
import type { EmulatorCardButton } from "../contract/emulator-control.ts";
import { OPERATIONS, type Operation } from "../contract/endpoints.ts";
import { ids } from "./ids.ts";

export interface SeedPerson {
  readonly staffId: string;
  readonly name: string;
  readonly isAdmin?: boolean;
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
}

export interface SeedGroup {
  /** Default: derived from the title. Case matters. */
  readonly conversationId?: string;
  readonly title: string;
  /** staffIds. */
  readonly memberIds: readonly string[];
  /** clientIds. */
  readonly robotIds: readonly string[];
}

export interface SeedDirect {
  /** Default: derived from the two. Case matters. */
  readonly conversationId?: string;
  readonly staffId: string;
  readonly clientId: string;
}

/** A template with its buttons. What a real template looks like besides is its own business. */
export interface SeedTemplate extends CardTemplate {
  readonly buttons?: readonly EmulatorCardButton[];
  /** The variable that a looping group of buttons is bound to: JSON text of a list. */
  readonly buttonsKey?: string;
}

export interface EmulatorSeed {
  readonly company: string;
  readonly people: readonly SeedPerson[];
  readonly apps: readonly SeedApp[];
  /** Default: none. */
  readonly groups?: readonly SeedGroup[];
  /** Default: one for each pair of person and app. */
  readonly directs?: readonly SeedDirect[];
  /** Published templates that every app may use. Default: the public AI card. */
  readonly templates?: readonly SeedTemplate[];
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

/** Every permission that the operations of the contract ask for. */
export function allScopes(): string[] {
  const table: readonly Operation[] = Object.values(OPERATIONS);
  return [...new Set(table.flatMap((operation) => operation.scope ?? []))];
}

export const DEFAULT_CLIENT_ID = "dinglocalbot0001";
/** Made up; printed by the emulator's command so that a channel can be set up with it. */
export const DEFAULT_CLIENT_SECRET = "local-emulator-secret-of-no-worth";

/** A small company: four people, one robot, a direct conversation for each person and one group. */
export function defaultSeed(): EmulatorSeed {
  const people: SeedPerson[] = [
    { staffId: "manager807", name: "陈思远", isAdmin: true },
    { staffId: "zhangwei01", name: "张伟" },
    { staffId: "lina02", name: "李娜" },
    { staffId: "wangfang03", name: "王芳" },
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
    templates: [PUBLIC_AI_CARD, BUTTON_CARD],
  };
}
