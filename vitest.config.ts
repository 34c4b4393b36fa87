/**
 * The test lanes. `unit` needs nothing, `repo` keeps the house law, `host` runs the real gateway, two files at a
 * time, `browser` runs the pages in Chromium, which takes both cores for one file. `npm test` runs them all;
 * `npm test -- unit` runs one. Only `witness` is not among them: it needs packages that `npm run test:witness`
 * installs.
 */
import { defineConfig } from "vitest/config";

const packedOnce = "./tests/support/pack-once.ts";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "src/**/*.test.ts",
            "scripts/**/*.test.ts",
            "tests/{client,emulator,parity,channel,support,scripts}/**/*.test.ts",
          ],
          // On two cores the default is one.
          maxWorkers: "100%",
        },
      },
      {
        test: {
          name: "repo",
          include: ["tests/repo/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: "witness",
          include: ["tests/witness/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "host",
          include: ["tests/{host,flows,faults}/**/*.test.ts"],
          globalSetup: [packedOnce, "./tests/support/template-once.ts"],
          // A gateway at rest costs little; starting one costs a core for ten seconds.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["tests/browser/**/*.test.ts"],
          globalSetup: [packedOnce],
          fileParallelism: false,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
