/**
 * The host looks for this file by name and lets it repair the configuration in `openclaw doctor --fix`: a gateway
 * that will not start on a wrong type says so and names that command.
 */
import { repairSection, type Repair } from "./config/repair-section.ts";
import { createText, resolveLanguage, type Text } from "./text/text.ts";

interface Config {
  readonly channels?: Readonly<Record<string, unknown>> | undefined;
}

const words = (): Text => createText(resolveLanguage({ env: process.env }));
const describe = ({ path, found, now }: Repair) => words().configRepaired({ path, found, now });

/** One rule for the whole section: what can be put right, sentence by sentence. */
export const legacyConfigRules = [
  {
    path: ["channels", "dingtalk"],
    message: words().configRepairable,
    match: (value: unknown) => repairSection(value).repairs.length > 0,
  },
];

/** There is none; the manifest says the same. */
export const stateMigrations: readonly never[] = [];

export function normalizeCompatibilityConfig<Cfg extends Config>({
  cfg,
}: {
  cfg: Cfg;
}): {
  config: Cfg;
  changes: string[];
} {
  const { section, repairs } = repairSection(cfg.channels?.["dingtalk"]);
  if (repairs.length === 0) return { config: cfg, changes: [] };
  return {
    config: { ...cfg, channels: { ...cfg.channels, dingtalk: section } },
    changes: repairs.map(describe),
  };
}
