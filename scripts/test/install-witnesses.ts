/**
 * What the witness lane needs of the package registry: the official SDK `@alicloud/dingtalk`, 75 MB, and a release of the
 * host, 0.6 GB, on which another DingTalk plugin loads. Both stay in the work folder.
 */
import { join } from "node:path";
import { HOST_VARIABLE, WITNESS_VARIABLE, workFolder } from "../gateway/project-paths.ts";
import { installAlone, installHost } from "./install-host.ts";

const SDK = { name: "@alicloud/dingtalk", version: "2.2.27" };
/** The last release on which the plugin of `tests/witness/other-plugin.test.ts` loads: 2026.8.1 took away what it imports. */
const HOST = "2026.7.35";

/** The environment that leads the tests to them. Rejects when npm fails. */
export async function installWitnesses(): Promise<Record<string, string>> {
  const sdk = await installAlone(join(workFolder, "witness", SDK.version), SDK.name, SDK.version);
  return { [WITNESS_VARIABLE]: sdk, [HOST_VARIABLE]: await installHost(HOST) };
}
