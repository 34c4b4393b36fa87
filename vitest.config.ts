/**
 * The test lanes. `unit` needs nothing, `repo` keeps the house law, `host` runs the real gateway, two files at a
 * time, `browser` runs the pages in Chromium, which takes both cores for one file. `npm test` runs them all;
 * `npm test -- unit` runs one. `witness` needs 0.7 GB of other people's packages: CI runs it, and who asks for it by
 * `npm run test:witness`.
 *
 * Their order among each other is only for a run of several: Vitest wants lanes with other numbers of workers apart.
 *
 * Files of a lane share what a worker has loaded (`isolate: false`): a third of the unit lane was loading the same
 * again. That is safe while no module has state that changes, which is a house rule, and a test that replaces
 * something of the process puts it back.
 */
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

const packedOnce = "./tests/support/pack-once.ts";

/** How long a test looks for what shall come: reached only in vain, so that no test depends on the machine's speed. */
const expectInTime = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          sequence: { groupOrder: 1 },
          include: [
            "src/**/*.test.ts",
            "scripts/**/*.test.ts",
            "tests/{client,emulator,parity,channel,support,scripts}/**/*.test.ts",
          ],
          isolate: false,
          // Most of a test's time is waiting for a real socket or a real second.
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          expect: expectInTime,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: "repo",
          sequence: { groupOrder: 2 },
          include: ["tests/repo/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "witness",
          sequence: { groupOrder: 3 },
          include: ["tests/witness/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "host",
          sequence: { groupOrder: 4 },
          include: ["tests/{host,flows,faults}/**/*.test.ts"],
          globalSetup: [packedOnce, "./tests/support/template-once.ts"],
          isolate: false,
          expect: expectInTime,
          // A gateway at rest costs little; starting one costs a core for ten seconds.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "browser",
          sequence: { groupOrder: 5 },
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: [packedOnce],
          isolate: false,
          expect: expectInTime,
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
