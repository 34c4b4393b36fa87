/** Where the program that opens a page is found: real processes, npm's own library, a browser that writes down its address. */
import { execFile } from "node:child_process";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { npmCommand } from "../../scripts/npm-command.ts";
import { fakeBrowser } from "../support/fake-browser.ts";

vi.setConfig({ testTimeout: 60_000 });

const run = promisify(execFile);
const SOURCE = new URL("../../src/emulator/open-page.ts", import.meta.url).href;
const PAGE = "http://127.0.0.1:7420/#chat=a&person=b";
/** No npm lies beside it. */
const NODE_ALONE = "/nowhere/bin/node";

/** The script of the npm that is there. */
const NPM = npmCommand([])[1][0] ?? "";

/** What `openPage` answers in a process whose environment finds `browser` and nothing of npm but what `env` names. */
async function openFrom(browser: { folder: string }, env: Record<string, string>, nodePath = NODE_ALONE) {
  const program = `import { openPage } from ${JSON.stringify(SOURCE)};
    const from = { env: ${JSON.stringify(env)}, nodePath: ${JSON.stringify(nodePath)} };
    console.log(await openPage(${JSON.stringify(PAGE)}, from));`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], {
    env: { ...process.env, PATH: `${browser.folder}:/bin:/usr/bin` },
  });
  const opened = await readFile(join(browser.folder, "opened"), "utf8").catch(() => undefined);
  return { answer: stdout.trim(), opened };
}

test("a user of npx gets the page by the npm that runs it, the address whole", async () => {
  await using browser = await fakeBrowser();
  const found = await openFrom(browser, { npm_execpath: NPM });
  expect(found).toEqual({ answer: "true", opened: PAGE });
});

test("a user of another package manager gets it by an npm on the path or beside Node", async () => {
  await using browser = await fakeBrowser();
  await symlink(NPM, join(browser.folder, "npm"));
  const foreign = { npm_execpath: join(browser.folder, "xdg-open"), PATH: `:/nowhere/bin:${browser.folder}` };
  expect(await openFrom(browser, foreign)).toEqual({ answer: "true", opened: PAGE });

  await using windows = await fakeBrowser();
  await mkdir(join(windows.folder, "node_modules"));
  const npm = join(NPM, "..", "..");
  await symlink(npm, join(windows.folder, "node_modules", "npm"));
  const beside = join(windows.folder, "node.exe");
  expect(await openFrom(windows, {}, beside)).toEqual({ answer: "true", opened: PAGE });
});

test("without npm, or with a program that fails, nothing is said to be open", async () => {
  await using unused = await fakeBrowser();
  expect(await openFrom(unused, { PATH: "/nowhere/bin" })).toEqual({ answer: "false", opened: undefined });
  await using failing = await fakeBrowser("exit 3");
  const { answer } = await openFrom(failing, { npm_execpath: NPM });
  expect(answer).toBe("false");
});
