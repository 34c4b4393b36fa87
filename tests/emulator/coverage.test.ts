import { afterEach, expect, test } from "vitest";
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../src/contract/other-operations.ts";
import { readFileSync } from "node:fs";
import { PROOFS } from "../../src/emulator/proofs.ts";
import { COVERAGE } from "../../src/emulator/index.ts";
import { handledOperations } from "../../src/emulator/platform/routes.ts";
import { ask } from "./platform-caller.ts";
import { useEmulators } from "../support/use-emulators.ts";

const start = useEmulators(afterEach);

test("the coverage table names every operation of the contract and the session webhook, and nothing else", () => {
  expect(Object.keys(COVERAGE).toSorted()).toEqual(
    [...Object.keys(EMULATED_OPERATIONS), "sessionWebhook"].toSorted(),
  );
  for (const { note } of Object.values(COVERAGE)) expect(note.length).toBeGreaterThan(10);
});

test("the test that is named as the proof of an operation exists and speaks of it", () => {
  const proven = Object.entries(COVERAGE).filter(([, { level }]) => level !== "absent");
  expect(Object.keys(PROOFS).toSorted()).toEqual(proven.map(([id]) => id).toSorted());
  for (const [id, file] of Object.entries(PROOFS))
    expect(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8")).toMatch(
      new RegExp(`\\b${id}\\b`),
    );
});

test("the router answers exactly the operations that the table does not call absent", async () => {
  const emulator = await start();
  const ids = Object.keys(EMULATED_OPERATIONS) as EmulatedOperationId[];
  expect(handledOperations().toSorted()).toEqual(
    ids.filter((id) => COVERAGE[id].level !== "absent").toSorted(),
  );
  for (const id of ids) {
    const { method, path } = EMULATED_OPERATIONS[id];
    const body = method === "GET" ? {} : { body: "{}" };
    await ask(`${emulator.url}${path}`, { method, ...body });
    const expected = COVERAGE[id].level === "absent" ? "unknown" : id;
    expect(emulator.calls().at(-1)?.operation).toBe(expected);
  }
});
