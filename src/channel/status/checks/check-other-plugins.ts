/** Is another DingTalk plugin installed or configured? Two on one app share its messages between them. */
import { isRecord } from "../../config/read-keys.ts";
import { good, type InstallationCheck } from "./check.ts";

const OTHERS = /dingtalk|dingding|openclaw-china/i;
const OURS = "dingtalk";

function foreignNames(config: unknown): string[] {
  const plugins = isRecord(config) ? config["plugins"] : undefined;
  const entries = isRecord(plugins) ? plugins["entries"] : undefined;
  const channels = isRecord(config) ? config["channels"] : undefined;
  const enabled = Object.entries(isRecord(entries) ? entries : {}).filter(
    ([, entry]) => !isRecord(entry) || entry["enabled"] !== false,
  );
  const sections = Object.entries(isRecord(channels) ? channels : {}).filter(
    ([, entry]) => isRecord(entry) && entry["enabled"] !== false,
  );
  const names = [...enabled, ...sections].map(([name]) => name);
  return [...new Set(names)].filter((name) => name !== OURS && OTHERS.test(name));
}

export const checkOtherPlugins: InstallationCheck = {
  kind: "installation",
  id: "other-plugins",
  title: "checkOthersTitle",
  async run({ config, text }) {
    const names = foreignNames(config);
    if (names.length === 0) return good(text.noOtherPlugin);
    return names.map((name) => ({
      state: "problem",
      found: text.otherPlugin({ name }),
      remedy: text.remedyOtherPlugin({ name }),
      code: "other-plugin",
    }));
  },
};
