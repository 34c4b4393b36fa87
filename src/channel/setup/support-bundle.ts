/**
 * What a person may hand to somebody who helps: versions, our part of the configuration and what doctor found. Secrets
 * are masked, people are counted instead of named, and the rest of the host's configuration is left out.
 */
import { writeFile } from "node:fs/promises";
import { redact } from "../../lib/redact.ts";
import { isRecord } from "../config/read-keys.ts";
import type { CheckResult } from "../status/checks/run-checks.ts";
import { TESTED_HOST, VERSION } from "../version.ts";
import { sectionIn, valueAt } from "./plan-config.ts";
import { resultsToJson } from "./print-finding.ts";

const PEOPLE = /^(?:allowFrom|groupAllowFrom|ownerAllowFrom|groups|dms)$/;
/** Settings of the host that bear on this channel. */
const HOST_KEYS = ["meta.lastTouchedVersion", "session.dmScope", "messages.queue", "messages.visibleReplies"];

/** `["*"]` is nobody's name. */
function count(value: unknown): unknown {
  const names = Array.isArray(value) ? value.map(String) : isRecord(value) ? Object.keys(value) : [];
  const named = names.filter((name) => name !== "*").length;
  return names.includes("*") ? `* and ${named} more` : `${named} entries`;
}

function withoutPeople(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPeople);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      PEOPLE.test(key) ? count(inner) : withoutPeople(inner),
    ]),
  );
}

export function buildBundle(config: unknown, results: readonly CheckResult[], now: number) {
  return {
    at: new Date(now).toISOString(),
    plugin: VERSION,
    testedOn: TESTED_HOST,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    host: Object.fromEntries(HOST_KEYS.map((key) => [key, redact(valueAt(config, key.split(".")))])),
    dingtalk: redact(withoutPeople(sectionIn(config))),
    checks: resultsToJson(results),
  };
}

/** Rejects when the file exists: nothing of a person's is replaced. */
export async function writeBundle(file: string, bundle: ReturnType<typeof buildBundle>): Promise<void> {
  await writeFile(file, `${JSON.stringify(bundle, null, 2)}\n`, { mode: 0o600, flag: "wx" });
}
