/** The browser of `openclaw china try --open`: real processes, with an `xdg-open` that writes down what it was given. */
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { fakeBrowser } from "../support/fake-browser.ts";

const run = promisify(execFile);
const SOURCE = new URL("../../src/channel/host/open-browser.ts", import.meta.url).href;

async function openWith(path: string): Promise<string> {
  const program = `import { openBrowser } from ${JSON.stringify(SOURCE)};
    console.log(await openBrowser("http://127.0.0.1:7420/#chat=a&person=b"));`;
  const env = { ...process.env, PATH: path };
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program], { env });
  return stdout.trim();
}

test("the address reaches the program that opens it, whole", { timeout: 60_000 }, async () => {
  await using browser = await fakeBrowser();
  expect(await openWith(`${browser.folder}:${process.env["PATH"]}`)).toBe("true");
  expect(await readFile(join(browser.folder, "opened"), "utf8")).toBe(
    "http://127.0.0.1:7420/#chat=a&person=b",
  );
});

test("a browser that stays in the foreground keeps nothing waiting", { timeout: 60_000 }, async () => {
  await using browser = await fakeBrowser("exec sleep 55");
  const before = performance.now();
  expect(await openWith(`${browser.folder}:${process.env["PATH"]}`)).toBe("true");
  expect(performance.now() - before).toBeLessThan(50_000);
});

test("a program that fails, and none at all, are told apart from success", { timeout: 60_000 }, async () => {
  await using failing = await fakeBrowser("exit 3");
  expect(await openWith(`${failing.folder}:${process.env["PATH"]}`)).toBe("false");
  await using nothing = await fakeBrowser("", "other-name");
  expect(await openWith(nothing.folder)).toBe("false");
});
