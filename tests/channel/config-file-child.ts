/**
 * A process that changes `openclaw.json` of `OPENCLAW_STATE_DIR` through the host's own writer, scene by scene as its
 * one argument says, and prints what became of the file as JSON. One process for all: the host takes seconds to load.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { createConfigFile } from "../../src/channel/host/config-file.ts";

export interface Scene {
  readonly name: string;
  /** Puts the file to this before; without it the one of the scene before stays. */
  readonly file?: string;
  /** What `session.dmScope` becomes; without it the session is taken out. */
  readonly scope?: string;
  readonly refuse?: boolean;
  /** Stands in front of the file before the change is settled, as by a person's editor. */
  readonly meanwhile?: string;
}

export interface Outcome {
  readonly copy?: string;
  readonly lost?: string;
  /** Texts of the copy that stays, of the file before it was settled and at the end. */
  readonly copied?: string;
  readonly plain?: string;
  readonly text: string;
  readonly refused?: string;
  /** Names in the folder. */
  readonly names: readonly string[];
  readonly mode: number;
}

let meanwhile = () => {};
const file = createConfigFile({ taken: async () => meanwhile() });
const { path } = await file.read();
const read = () => readFileSync(path, "utf8");

async function play({ scope, refuse, meanwhile: words }: Scene, now: number): Promise<Partial<Outcome>> {
  meanwhile = () => void (words !== undefined && writeFileSync(path, `${words}${read()}`));
  try {
    const { copy, settled } = await file.change((draft) => {
      if (refuse) throw new Error("refused");
      delete draft["session"];
      if (scope !== undefined) draft["session"] = { dmScope: scope };
    }, now);
    const lost = await settled;
    return {
      ...(copy === undefined ? {} : { copy }),
      ...(lost === undefined ? {} : { lost, copied: readFileSync(lost, "utf8") }),
    };
  } catch (error) {
    return { refused: String(error) };
  }
}

const outcomes: Record<string, Outcome> = {};
for (const [now, scene] of (JSON.parse(process.argv[2] ?? "[]") as Scene[]).entries()) {
  if (scene.file !== undefined) writeFileSync(path, scene.file, { mode: 0o600 });
  const outcome = await play(scene, now);
  const names = readdirSync(dirname(path));
  outcomes[scene.name] = { ...outcome, text: read(), names, mode: statSync(path).mode & 0o777 };
}
process.stdout.write(`\n${JSON.stringify(outcomes)}\n`);
