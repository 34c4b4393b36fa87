/**
 * `npm run bench [name …]`: runs the named benchmarks, or all. Each prints a table of figures and ratios from one run
 * on this machine. Nothing here decides anything: tests never assert times.
 */
import { benchEmulator } from "./emulator/bench-emulator.ts";
import { benchGateway } from "./gateway/bench-gateway.ts";
import { benchJournal } from "./journal.ts";
import { benchMedia } from "./media/bench-media.ts";
import { benchQuota } from "./quota.ts";

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  journal: benchJournal,
  quota: benchQuota,
  media: benchMedia,
  emulator: benchEmulator,
  gateway: benchGateway,
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHES, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. Known: ${Object.keys(BENCHES).join(", ")}.`);
  process.exit(2);
}
// Children die with us: an ordinary exit runs what ends them.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
for (const [name, run] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n── ${name} ──`);
  await run();
}
