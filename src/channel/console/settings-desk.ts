/**
 * Looks at the configuration, plans and applies changes of it, and takes the last one back. Other subjects of the
 * console change it through here too, so that there is one way and one record.
 */
import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ConsoleLanguage } from "../../contract/console.ts";
import type {
  SettingsPlan,
  SettingsProgress,
  SettingsRequest,
  SettingsView,
} from "../../contract/console-settings.ts";
import { sectionIn, valueAt, type ConfigChange } from "../setup/plan-config.ts";
import { createText, type Text } from "../text/text.ts";
import type { ChangeRecord } from "./change-record.ts";
import { conflict, createChangeWriter, reloadModeOf, type SettingsHost } from "./change-writer.ts";
import { ConsoleError } from "./console-route.ts";
import { settingsFields } from "./settings-fields.ts";
import { planSettings } from "./settings-plan.ts";
import { revisionOf, settingsIssues, settingsScopes } from "./settings-view.ts";
import { withoutSecrets } from "./without-secrets.ts";

export interface SettingsDesk {
  /** Without the groups that bots know: those are another subject's. */
  view(language: ConsoleLanguage): Promise<Omit<SettingsView, "knownGroups">>;
  plan(request: SettingsRequest, language: ConsoleLanguage): Promise<SettingsPlan>;
  apply(request: SettingsRequest, language: ConsoleLanguage): Promise<SettingsProgress>;
  undo(language: ConsoleLanguage): Promise<SettingsProgress>;
  progress(language: ConsoleLanguage): Promise<SettingsProgress>;
  /**
   * Writes what another subject planned; `plan` gets the configuration as the file has it. Undefined: there was
   * nothing to change. Throws `ConsoleError` where the host refuses.
   */
  change(
    plan: (config: unknown) => readonly ConfigChange[],
    language: ConsoleLanguage,
  ): Promise<SettingsProgress | undefined>;
}

/** The way back: what can be put back, and whether a secret stays as it is. Throws where it was changed since. */
function takeBack(record: ChangeRecord, config: unknown, text: Text) {
  const changes: ConfigChange[] = [];
  for (const { path, before, after, secret } of record.changes) {
    if (secret === "all") continue;
    const now = valueAt(config, path);
    if (!isDeepStrictEqual(secret === "part" ? withoutSecrets(now) : now, after)) throw conflict(text);
    changes.push({ path, before: now, after: before, secret: false });
  }
  return { changes, keptSecret: record.changes.some(({ secret }) => secret !== "none") };
}

const canTakeBack = (record: ChangeRecord | undefined): record is ChangeRecord =>
  record?.changes.some(({ secret }) => secret !== "all") === true;

export function createSettingsDesk(host: SettingsHost): SettingsDesk {
  const { configFile } = host;
  const writer = createChangeWriter(host);
  const key = randomBytes(32);
  const { progress } = writer;

  async function planFor(request: SettingsRequest, language: ConsoleLanguage) {
    const { config } = await configFile.read();
    const revision = revisionOf(sectionIn(config), key);
    if (revision !== request.revision) throw conflict(createText(language));
    const reloadMode = reloadModeOf(host.inEffect());
    const context = { config, environment: host.environment(), language, reloadMode };
    return { revision, ...planSettings(context, request) };
  }

  async function applyNow(request: SettingsRequest, language: ConsoleLanguage): Promise<SettingsProgress> {
    const text = createText(language);
    const { changes, plan } = await planFor(request, language);
    const [wrong] = plan.problems;
    if (wrong) {
      const { accountId: _, ...sentence } = wrong;
      throw new ConsoleError("invalid-value", sentence);
    }
    if (changes.length === 0) throw new ConsoleError("invalid-value", { text: text.nothingChanges });
    const check = (config: unknown) => {
      if (revisionOf(sectionIn(config), key) !== request.revision) throw conflict(text);
    };
    await writer.write({ changes, text, check });
    return progress(language);
  }

  async function undoNow(language: ConsoleLanguage): Promise<SettingsProgress> {
    const text = createText(language);
    const record = writer.last();
    if (!canTakeBack(record)) throw new ConsoleError("not-found", { text: text.consoleNoChange });
    const { changes, keptSecret } = takeBack(record, (await configFile.read()).config, text);
    const check = (config: unknown) => void takeBack(record, config, text);
    await writer.write({ changes, text, check, keptSecret });
    return progress(language);
  }

  return {
    async view(language) {
      const { config } = await configFile.read();
      const section = sectionIn(config);
      const record = writer.last();
      return {
        revision: revisionOf(section, key),
        scopes: settingsScopes(section, host.environment()),
        fields: settingsFields(language),
        issues: settingsIssues(section, host.environment(), language),
        ...(canTakeBack(record) ? { lastChange: { at: record.at, diff: record.diff } } : {}),
      };
    },
    async plan(request, language) {
      const { revision, plan } = await planFor(request, language);
      return { revision, ...plan };
    },
    apply: (request, language) => writer.inTurn(() => applyNow(request, language)),
    undo: (language) => writer.inTurn(() => undoNow(language)),
    change: (plan, language) =>
      writer.inTurn(async () => {
        const text = createText(language);
        const changes = plan((await configFile.read()).config);
        if (changes.length === 0) return undefined;
        const check = (config: unknown) => {
          const moved = changes.some(({ path, before }) => !isDeepStrictEqual(valueAt(config, path), before));
          if (moved) throw conflict(text);
        };
        await writer.write({ changes, text, check });
        return progress(language);
      }),
    progress,
  };
}
