/**
 * A browser that writes the address it gets into the file `opened`: found as `xdg-open`, and named by `BROWSER` for the
 * real one, which the host prefers, on a desktop where no other browser is registered.
 */
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** `after`: what the program does then, for example `exit 3`, or stay as a browser in the foreground does. */
export async function fakeBrowser(after = "", name = "xdg-open") {
  const folder = await mkdtemp(join(tmpdir(), "fake-browser-"));
  const program = join(folder, name);
  await writeFile(program, `#!/bin/sh\nprintf %s "$1" > '${join(folder, "opened")}'\n${after}\n`);
  await chmod(program, 0o755);
  return {
    folder,
    /** For the process that is to open something. */
    env: {
      PATH: `${folder}:${process.env["PATH"]}`,
      BROWSER: program,
      XDG_DATA_DIRS: folder,
      XDG_DATA_HOME: folder,
      XDG_CONFIG_HOME: folder,
      XDG_CONFIG_DIRS: folder,
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
