/** The documents name only what exists. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { runHostCli } from "../../scripts/gateway/host-cli.ts";
import { checkDocs, type DocsFacts } from "./support/check-docs.ts";
import type { JsonSchema } from "./support/schema-keys.ts";
import { listFiles, readSource, readSources } from "./support/source-files.ts";

interface Manifest {
  readonly cliCommands: readonly { readonly name: string }[];
  readonly channelConfigs: { readonly dingtalk: { readonly schema: JsonSchema } };
}

/** The host's own list: the indented first words of `openclaw --help`. */
async function readHostCommands(): Promise<string[]> {
  const stateDir = mkdtempSync(join(tmpdir(), "openclaw-dingtalk-docs-"));
  try {
    const { stdout } = await runHostCli(stateDir, ["--help"]);
    return [...stdout.matchAll(/^ {2}([a-z][\w-]*)(?: \*)?(?: {2,}|$)/gm)].map((match) => match[1] ?? "");
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

let facts: DocsFacts;
beforeAll(async () => {
  const manifest = JSON.parse(readSource("openclaw.plugin.json").text) as Manifest;
  const { scripts } = JSON.parse(readSource("package.json").text) as { scripts: Record<string, string> };
  const commands = await readHostCommands();
  expect(commands).toContain("gateway");
  facts = {
    files: listFiles(),
    npmScripts: Object.keys(scripts),
    commands: [...commands, ...manifest.cliCommands.map((command) => command.name)],
    schema: manifest.channelConfigs.dingtalk.schema,
  };
});

const faults = (text: string) => checkDocs({ path: "docs/page.md", text }, facts);

describe("the documents", () => {
  it("name only paths, commands and configuration keys that exist", () => {
    expect(readSources(/\.md$/).flatMap((file) => checkDocs(file, facts))).toEqual([]);
  });

  it("are caught naming what does not exist", () => {
    expect(faults("[map](../ARCHITECTURE-OLD.md)")).toHaveLength(1);
    expect(faults("see `src/no/such/place.ts`")).toHaveLength(1);
    expect(faults("see `no-such-file.ts`")).toHaveLength(1);
    expect(faults("run `npm run no-such`")).toHaveLength(1);
    expect(faults("```bash\nopenclaw no-such thing\n```")).toHaveLength(1);
    expect(faults("set `channels.dingtalk.noSuch`")).toHaveLength(1);
    expect(faults("| option | type |\n| --- | --- |\n| `noSuch` | string |")).toHaveLength(1);
    expect(faults('```json\n{ "channels": { "dingtalk": { "noSuch": 1 } } }\n```')).toHaveLength(1);
    const command = "```bash\nopenclaw config set channels.dingtalk '{\n \"noSuch\": 1\n}' --json\n```";
    expect(faults(command)).toHaveLength(1);
  });

  it("may name what does", () => {
    const text = [
      "[licence](../LICENSE) and [the web](https://example.com) and [below](#here)",
      "`src/contract/endpoints.ts`, `src/lib/`, `redact.ts`, `npm run build`, `npm start`, `openclaw china setup`",
      "`channels.dingtalk.inboundMedia.keepDays`, `channels.dingtalk.accounts.bot1.clientId`",
      "| option | type |\n| --- | --- |\n| `inboundMedia.dir` | string |",
      "```bash\n$ openclaw gateway --port 1\nnpm ci\n```",
      '```json\n{ "channels": { "dingtalk": { "accounts": { "bot1": { "enableAICard": true } } } } }\n```',
    ];
    expect(faults(text.join("\n\n"))).toEqual([]);
  });
});
