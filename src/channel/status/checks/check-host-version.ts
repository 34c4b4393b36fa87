/** Is this OpenClaw among the releases that the plugin was tried on? Read from the configuration it last wrote. */
import { isRecord } from "../../config/read-keys.ts";
import { OLDEST_HOST, TESTED_HOST } from "../../version.ts";
import { good, type InstallationCheck } from "./check.ts";

/** Year, month and release of `2026.9.6`, also of `2026.9.6-beta.1`; undefined for anything else. */
function partsOf(version: string): number[] | undefined {
  const match = /^(\d{4})\.(\d+)\.(\d+)/.exec(version);
  return match?.slice(1).map(Number);
}

/** Negative when `a` is older. */
function compareVersions(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

export const checkHostVersion: InstallationCheck = {
  kind: "installation",
  id: "host-version",
  title: "checkVersionTitle",
  async run({ config, text }) {
    const meta = isRecord(config) ? config["meta"] : undefined;
    const version = isRecord(meta) ? meta["lastTouchedVersion"] : undefined;
    const [found, tested, oldest] = [version, TESTED_HOST, OLDEST_HOST].map((one) => partsOf(String(one)));
    if (!found || !tested || !oldest) return [{ state: "unknown", found: text.hostVersionUnknown }];
    const facts = { version: String(version), tested: TESTED_HOST, oldest: OLDEST_HOST };
    if (compareVersions(found, oldest) < 0) {
      const remedy = text.remedyUpdateHost;
      return [{ state: "problem", found: text.hostVersionOld(facts), remedy, code: "host-old" }];
    }
    const order = compareVersions(found, tested);
    if (order > 0) return [{ state: "warning", found: text.hostVersionNew(facts), code: "host-new" }];
    return good(order === 0 ? text.hostVersionTested(facts) : text.hostVersionBetween(facts));
  },
};
