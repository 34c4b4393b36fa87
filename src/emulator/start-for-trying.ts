/**
 * The emulator as `openclaw china try` starts it: the default company, the chat page, and one app of its own. Its
 * Client ID is new each time, so that it is never one that the person's gateway has already.
 */
import { randomBytes } from "node:crypto";
import { createEmulator } from "./create-emulator.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, defaultSeed, type EmulatorSeed } from "./seed.ts";

function seedWith(clientId: string): EmulatorSeed {
  const seed = defaultSeed();
  const rename = (id: string) => (id === DEFAULT_CLIENT_ID ? clientId : id);
  return {
    ...seed,
    apps: seed.apps.map((app) => ({ ...app, clientId: rename(app.clientId) })),
    groups: (seed.groups ?? []).map((group) => ({ ...group, robotIds: group.robotIds.map(rename) })),
  };
}

/** `webRoot`: the folder with the built chat page. */
export async function startForTrying(webRoot: string) {
  const clientId = `dinglocaltry${randomBytes(4).toString("hex")}`;
  const emulator = await createEmulator({ webRoot, seed: seedWith(clientId) });
  return {
    url: emulator.url,
    clientId,
    clientSecret: DEFAULT_CLIENT_SECRET,
    close: () => emulator.close(),
  };
}
