/** The configuration file as an operator finds it after a change through the host's own writer. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Outcome, Scene } from "./config-file-child.ts";

const BY_HAND = `// mine
{
  gateway: { mode: 'local', port: 0x4a1f, }, // the port
  /* the host stamps below */
  meta: {
    lastTouchedVersion: '2026.9.6',
    migrations: { modelPolicyAllowlist: true, utilityModelSeparation: true },
  },
}
`;
const DOUBTFUL = BY_HAND.replace("{\n", "{\n  gateway: {},\n");
const withSession = (text: string) =>
  text.replace(/\n\}\n$/, "\n  session: {\n    dmScope: 'per-channel-peer',\n  },\n}\n");

const scope = "per-channel-peer";
const SCENES: readonly Scene[] = [
  { name: "added", file: BY_HAND, scope },
  { name: "taken back" },
  { name: "refused", scope, refuse: true },
  { name: "after the refusal", scope },
  { name: "doubtful", file: DOUBTFUL, scope },
  { name: "edited meanwhile", file: BY_HAND, scope, meanwhile: "// by hand\n" },
];

let home: string;
let outcomes: Record<string, Outcome>;
const after = (name: string): Outcome => {
  const outcome = outcomes[name];
  if (!outcome) throw new Error(`no scene "${name}"`);
  return outcome;
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "config-file-"));
  const child = join(import.meta.dirname, "config-file-child.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [child, JSON.stringify(SCENES)], {
    env: { ...process.env, HOME: home, OPENCLAW_STATE_DIR: home, OPENCLAW_CONFIG_PATH: "" },
  });
  outcomes = JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}") as Record<string, Outcome>;
}, 120_000);
afterAll(() => rmSync(home, { recursive: true, force: true }));

const copies = ({ names }: Outcome) => names.filter((name) => /\d{4}-.*\.bak$/.test(name));

describe("a file of a person's hand", () => {
  test("keeps comments, quotes and numbers, and has no copy beside it afterwards", () => {
    const added = after("added");
    expect(added.text).toBe(withSession(BY_HAND));
    expect(added.copy).toMatch(/\.bak$/);
    expect(added.lost).toBeUndefined();
    expect(copies(added)).toEqual([]);
    expect(added.names.filter((name) => /\.(?:tmp|lock)$/.test(name))).toEqual([]);
    expect(added.mode).toBe(0o600);
  });

  test("is as it was, byte for byte, when the change is taken back", () => {
    expect(after("taken back").text).toBe(BY_HAND);
  });

  test("is untouched by a change that is refused, and takes the next one", () => {
    expect(after("refused").refused).toContain("refused");
    expect(after("refused").text).toBe(BY_HAND);
    expect(copies(after("refused"))).toEqual([]);
    expect(after("after the refusal").text).toBe(withSession(BY_HAND));
  });

  test("that says a key twice stays as the host wrote it, and the copy has what was lost", () => {
    const { text, lost, copied } = after("doubtful");
    expect(JSON.parse(text)).toMatchObject({ session: { dmScope: scope } });
    expect(lost).toBeDefined();
    expect(copied).toBe(DOUBTFUL);
  });

  test("that somebody edits before it is settled is theirs: nothing is written over it, and the copy stays", () => {
    const { text, copied } = after("edited meanwhile");
    expect(text).toMatch(/^\/\/ by hand\n\{\n {2}"gateway"/);
    expect(copied).toBe(BY_HAND);
  });
});
