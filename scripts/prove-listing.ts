/**
 * `npm run prove:listing [-- --write]`: shows what OpenClaw's maintainers ask for before they list a channel. Packs the
 * plugin, looks into the archive, goes the way of an operator from an empty folder to the first answer, installs from
 * a catalogue that has our entry, and counts what set-up costs a person. Ends with code 1 when something is not so; with
 * `--write` and everything shown, the figures go into the pages of documentation.
 */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { OLDEST_HOST, TESTED_HOST, VERSION } from "../src/channel/version.ts";
import { catalogInstall } from "../tests/hosts/catalog-install.ts";
import { coldRun } from "../tests/hosts/cold-run.ts";
import { countSetUp, type SetUpCount } from "../tests/hosts/count-set-up.ts";
import { proveSteps } from "../tests/hosts/proof-log.ts";
import { buildAll } from "./build.ts";
import { projectRoot } from "./gateway/project-paths.ts";
import { catalogEntry } from "./listing/catalog-entry.ts";
import { evaluateArtifact, type Proof } from "./listing/evaluate-artifact.ts";
import { readArtifact, type Artifact } from "./listing/read-artifact.ts";
import { npmCommand } from "./npm-command.ts";
import { packPlugin } from "./pack.ts";

const PAGES = ["docs/listing.md", "docs/listing.zh-CN.md"];
const FIGURES = /<!-- figures -->[^]*<!-- \/figures -->/;
const MARKS = { shown: "✓", failed: "✗", left: "○" } as const;
/** What the guide promises, from OpenClaw to the first answer; its own questions about the source come on top. */
const MOST_ANSWERS = 4;
const MOST_COMMANDS = 2;
const MOST_SECONDS = 180;

/** One look at the registry, for this name and version. */
async function published({ manifest, integrity }: Artifact): Promise<Proof> {
  const asked = "published on npm";
  const name = `${String(manifest["name"])}@${String(manifest["version"])}`;
  try {
    const [command, args] = npmCommand(["view", name, "dist.integrity"]);
    const said = (await promisify(execFile)(command, args, { timeout: 60_000 })).stdout.trim();
    if (said === "") return { asked, state: "left", detail: `${name} is not in the registry yet` };
    return said === integrity
      ? { asked, state: "shown", detail: `${name}, the same integrity` }
      : { asked, state: "failed", detail: `${name} is there with ${said}: raise the version` };
  } catch (error) {
    const absent = String((error as { stderr?: string }).stderr).includes("E404");
    const detail = absent ? `${name} is not in the registry yet` : "the registry did not answer";
    return { asked, state: "left", detail };
  }
}

function describeCount({ commands, toInstaller, toWizard, onThePhone, seconds }: SetUpCount): string {
  const told = [
    `${commands.length} commands`,
    `${toWizard.length} answers (${toWizard.join(", ")})`,
    `${toInstaller.length} to OpenClaw's own installer (${toInstaller.join(", ")})`,
    `on the phone ${onThePhone.join(", ")}`,
    `${seconds.toFixed(0)} s of the machine's time to the answer`,
  ].join("; ");
  const tooMuch = commands.length > MOST_COMMANDS || toWizard.length > MOST_ANSWERS || seconds > MOST_SECONDS;
  if (tooMuch) throw new Error(`more than promised: ${told}`);
  return told;
}

async function countPeople(tarball: string): Promise<readonly Proof[]> {
  const proofs = await proveSteps((log) =>
    log.step("set-up by a person at a terminal, gateway running", async () =>
      describeCount(await countSetUp(tarball)),
    ),
  );
  // The gateway's start, which is no part of it, is in the step's own time.
  return proofs.map(({ seconds: _own, ...proof }) => proof);
}

interface Part {
  readonly title: string;
  readonly proofs: readonly Proof[];
}

const timed = ({ seconds }: Proof) => (seconds === undefined ? "" : seconds.toFixed(1));

function tell({ title, proofs }: Part): void {
  console.log(`\n${title}`);
  for (const one of proofs) {
    const time = timed(one) === "" ? "" : ` (${timed(one)} s)`;
    console.log(`  ${MARKS[one.state]} ${one.asked}${time}: ${one.detail}`);
  }
}

/** The tables and the entry between the marks of a page; the rest of the page is written by people. */
function writeFigures(path: string, parts: readonly Part[], entry: string): void {
  const tables = parts.map(({ title, proofs }) => {
    const rows = proofs.map(
      (one) => `| ${MARKS[one.state]} | ${one.asked} | ${one.detail} | ${timed(one)} |`,
    );
    return [`**${title}**`, "", "| | asked | seen | s |", "| --- | --- | --- | ---: |", ...rows].join("\n");
  });
  const day = new Date().toISOString().slice(0, 10);
  const figures = [`${day}, OpenClaw ${TESTED_HOST}`, ...tables, `\`\`\`json\n${entry}\n\`\`\``].join("\n\n");
  const page = readFileSync(path, "utf8");
  const written = page.replace(FIGURES, () => `<!-- figures -->\n\n${figures}\n\n<!-- /figures -->`);
  if (!FIGURES.test(page)) throw new Error(`${path} has no place for figures.`);
  writeFileSync(path, written);
}

await buildAll();
const packed = await packPlugin();
const artifact = readArtifact(packed.path);
const promises = { version: VERSION, oldestHost: OLDEST_HOST, testedHost: TESTED_HOST };
const ways: Readonly<Record<string, () => Promise<readonly Proof[]>>> = {
  "The archive": async () => [
    ...evaluateArtifact(artifact, packed.integrity, promises),
    await published(artifact),
  ],
  "A cold run": () => coldRun(packed.path),
  "From the catalogue": () => catalogInstall(packed.path),
  "A person": () => countPeople(packed.path),
};
const parts: Part[] = [];
for (const [title, prove] of Object.entries(ways)) {
  const part = { title, proofs: await prove() };
  tell(part);
  parts.push(part);
}
const entry = JSON.stringify(catalogEntry(artifact), null, 2);
console.log(`\nThe entry:\n\n${entry}`);
const failed = parts.some(({ proofs }) => proofs.some(({ state }) => state === "failed"));
if (process.argv.includes("--write") && !failed)
  for (const page of PAGES) writeFigures(join(projectRoot, page), parts, entry);
console.log(
  `\n${failed ? "✗ Something asked for was not shown." : "✓ All that a command can show was shown."}`,
);
process.exit(failed ? 1 : 0);
