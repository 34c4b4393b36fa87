/**
 * The records of the emulator's state. They may hold secrets: what leaves goes through `views.ts`.
 */
import type { PermissionApplication } from "../contract/emulator-console.ts";
import type {
  EmulatorLinkCard,
  EmulatorReaction,
  RobotMediaForm,
  StreamVariant,
} from "../contract/emulator-control.ts";
import type { CardRecord } from "./card-state.ts";
import type { StoredFile } from "./media-store.ts";
import type { SaidContent } from "./say-content.ts";
import type { SeedApp, SeedPerson } from "./seed.ts";
import type { Push } from "./stream/push.ts";

export interface PersonRecord extends Omit<SeedPerson, "organisation"> {
  readonly corpId: string;
  /** `$:LWCP_v1:$…`: how messages name the person; no send API takes it. */
  readonly senderId: string;
  readonly unionId: string;
}

type Changeable = "events" | "allowedAddresses" | "stream";

export interface AppRecord extends Omit<SeedApp, "scopes" | "organisation" | "published" | Changeable> {
  /** Types of events ticked for it. */
  events?: readonly string[];
  allowedAddresses?: readonly string[];
  stream?: StreamVariant;
  readonly corpId: string;
  readonly scopes: Set<string>;
  /** Asked for and not granted, by scope. */
  readonly applications: Map<string, PermissionApplication>;
  /** The published version, for example `1.0.0`. */
  version?: string;
  /** The unified app id of frame headers, a UUID. */
  readonly appId: string;
  readonly chatbotUserId: string;
}

export interface ConversationRecord {
  readonly conversationId: string;
  readonly type: "direct" | "group";
  readonly title: string;
  readonly memberIds: readonly string[];
  readonly robotIds: readonly string[];
  /** Only of the chat of two people: apps whose cool app is installed there. */
  readonly coolApps?: readonly string[];
}

/** What a robot sent that is no text. */
export interface SentMedia {
  readonly form: RobotMediaForm;
  readonly file: StoredFile;
  /** As the robot announced it. */
  readonly durationMs?: number;
  readonly cover?: StoredFile;
}

export interface MessageRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly from: { readonly kind: "person" | "robot"; readonly id: string; readonly name: string };
  readonly at: number;
  readonly kind: "text" | "markdown" | "card" | "other";
  readonly title?: string;
  readonly text: string;
  readonly mentions?: readonly string[];
  readonly card?: CardRecord;
  /** What a person sent that is no plain text. */
  readonly said?: SaidContent;
  /** `id` of the quoted message. */
  readonly quotes?: string;
  /** A robot's message as quotes name it: its msgId, and its processQueryKey or carrierId. */
  readonly msgId?: string;
  readonly processQueryKey?: string;
  readonly pushes?: Push[];
  readonly sent?: SentMedia;
  readonly linkCard?: EmulatorLinkCard;
  /** staffIds. */
  readonly mentionedPeople?: readonly string[];
  recalled?: boolean;
  reactions?: readonly EmulatorReaction[];
}
