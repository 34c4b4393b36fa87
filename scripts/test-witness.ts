/**
 * `npm run test:witness`: installs the witnesses from the package registry and runs the emulator's tests that use them:
 * the official SDK `@alicloud/dingtalk`, 75 MB, and a release of the host, 0.6 GB, on which another DingTalk plugin loads.
 * Both stay in the work folder. Ends with vitest's code.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { HOST_VARIABLE, projectRoot, WITNESS_VARIABLE, workFolder } from "./gateway/project-paths.ts";
import { installAlone, installHost } from "./test/install-host.ts";

const SDK = { name: "@alicloud/dingtalk", version: "2.2.27" };
/** The last release on which the plugin of `tests/witness/other-plugin.test.ts` loads: 2026.8.1 took away what it imports. */
const HOST = "2026.7.35";

const sdk = await installAlone(join(workFolder, "witness", SDK.version), SDK.name, SDK.version);
const host = await installHost(HOST);
const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "witness", ...process.argv.slice(2)];
const child = spawn(process.execPath, vitest, {
  cwd: projectRoot,
  env: { ...process.env, [WITNESS_VARIABLE]: sdk, [HOST_VARIABLE]: host },
  stdio: ["ignore", "inherit", "inherit"],
});
const [code] = (await once(child, "exit")) as [number | null];
process.exit(code ?? 1);
