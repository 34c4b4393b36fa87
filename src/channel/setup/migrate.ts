/** `openclaw china migrate`: shows what becomes of another plugin's settings; writes it with `--write`. */
import type { Language, Text } from "../text/text.ts";
import { describeChanges } from "./describe-changes.ts";
import { planMigration } from "./plan-migration.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";
import { describeWritten, writePlan } from "./write-plan.ts";

export interface MigrateRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly language: Language;
  readonly write: boolean;
}

export async function runMigration({ host, text, language, write }: MigrateRequest): Promise<number> {
  const { config } = await host.configFile.read();
  const { changes, notes, otherPlugin } = planMigration(config);
  const nothing = changes.length === 0 && notes.length === 0 && !otherPlugin;
  for (const line of nothing ? [text.migrateNothing] : describeChanges(changes, text)) host.print(line);
  for (const { path, advice } of notes) host.print(`! ${path}: ${language === "en" ? advice.en : advice.zh}`);
  if (otherPlugin) host.print(`! ${text.removeOtherPlugin}`);
  if (changes.length === 0) return EXIT.done;
  if (!write) {
    host.print(text.migrateHint);
    return EXIT.done;
  }
  for (const line of describeWritten(await writePlan(host, changes), text)) host.print(line);
  return EXIT.done;
}
