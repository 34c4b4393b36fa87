/**
 * The console's settings: GET settings · POST settings/plan · POST settings/apply · POST settings/undo ·
 * GET settings/progress. Types only; what all views share stands in `console.ts`. Not part of DingTalk.
 */
import type { Sentence } from "./console.ts";

export interface SettingsView {
  /** Of the configuration as read; a plan for another one is refused with `conflict`. */
  readonly revision: string;
  /** `""` is the top level. */
  readonly scopes: readonly SettingsScope[];
  readonly fields: readonly SettingsField[];
  /** What is wrong in the configuration now. */
  readonly issues: readonly Sentence[];
  /** Groups that bots know, to call entries of `groups` by their titles. A title is plain text. */
  readonly knownGroups: readonly KnownGroupTitle[];
  /** A change that can be taken back. */
  readonly lastChange?: { readonly at: number; readonly diff: readonly DiffLine[] };
}

export interface KnownGroupTitle {
  /** The bot that knows it. */
  readonly accountId: string;
  readonly conversationId: string;
  readonly title: string;
}

export interface SettingsScope {
  /** `""`: the top level; else the account's id. */
  readonly accountId: string;
  readonly name?: string;
  /** Keys that stand in this scope, by field path, with their value; secrets are not in it. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Secret fields that are set here: how, never what. */
  readonly secrets: Readonly<Record<string, "text" | "reference" | "environment">>;
}

/** `entries`: an object with one object per id, `"*"` for all of them; its keys stand in `keys`. */
export type SettingsKind =
  | "boolean"
  | "number"
  | "text"
  | "secret"
  | "choice"
  | "list"
  | "object"
  | "entries";

export interface SettingsField {
  /** Below the scope, as `card.templateId`. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly kind: SettingsKind;
  readonly choices?: readonly string[];
  /** What a choice means, in a line; as the wizard says it. */
  readonly meanings?: Readonly<Record<string, string>>;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Absent: none. */
  readonly default?: unknown;
  /** The default in words, where it depends. */
  readonly defaultText?: string;
  readonly placeholder?: string;
  /** What a value must be, in words. */
  readonly wanted: string;
  readonly advanced: boolean;
  /** May stand in an account too. */
  readonly perAccount: boolean;
  /** Which page section it stands under. */
  readonly group: string;
  readonly groupLabel: string;
  /** A text of more than one line. */
  readonly multiline?: boolean;
  /** Of `entries`: what one of them may say, by its key as `path`. */
  readonly keys?: readonly SettingsField[];
  /** Of a key of an entry: the bot's setting that counts where no entry says anything. */
  readonly follows?: string;
}

/** One change; `value` absent: the key is taken out of the scope, so that the inherited value counts again. */
export interface SettingsEdit {
  readonly accountId: string;
  readonly path: string;
  readonly value?: unknown;
}

export interface SettingsRequest {
  readonly revision: string;
  readonly edits: readonly SettingsEdit[];
  /** Account ids to make or to take out as a whole. */
  readonly addAccounts?: readonly string[];
  readonly removeAccounts?: readonly string[];
}

export interface DiffLine {
  readonly sign: "+" | "-";
  /** `channels.dingtalk.dmPolicy`. */
  readonly key: string;
  /** JSON, or dots for a secret. */
  readonly value: string;
}

export interface SettingsPlan {
  readonly revision: string;
  readonly diff: readonly DiffLine[];
  /** Errors stop the update; each names its field. */
  readonly problems: readonly (Sentence & { readonly accountId: string; readonly field: string })[];
  /** What the change brings that is allowed and may not be meant; stops nothing. */
  readonly warnings: readonly Sentence[];
  /** `none`: nothing changes. `account`: these accounts start anew. `gateway`: the whole gateway restarts. */
  readonly effect: "none" | "live" | "account" | "gateway";
  readonly restarts: readonly string[];
}

/** After `apply` and `undo`; the page asks for it until `done`, over a restart too. `done` is set after a failure too. */
export interface SettingsProgress {
  readonly changeId: string;
  readonly startedAt: number;
  readonly steps: readonly {
    readonly step: "saved" | "applied" | "connected";
    readonly state: "waiting" | "running" | "done" | "failed";
    readonly at?: number;
    readonly sentence: Sentence;
  }[];
  readonly done: boolean;
  readonly failed: boolean;
}
