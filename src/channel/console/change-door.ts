/** How the subjects of the console change the configuration: a pure plan, written by the console's one writer. */
import type { ConsoleLanguage } from "../../contract/console.ts";
import type { SettingsProgress } from "../../contract/console-settings.ts";
import type { ConfigFile } from "../host/config-file.ts";
import type { ConfigChange } from "../setup/plan-config.ts";

export interface ChangeDoor {
  /** The host's configuration as it is written, not as the gateway resolved it. */
  readonly configFile: Pick<ConfigFile, "read">;
  /**
   * `plan` gets the configuration as the file has it, and may throw. Undefined: there was nothing to change. Rejects
   * with `ConsoleError` where the host refuses.
   */
  readonly change: (
    plan: (config: unknown) => readonly ConfigChange[],
    language: ConsoleLanguage,
  ) => Promise<SettingsProgress | undefined>;
}
