/** What the gateway's trail on disk says of one message, also after the gateway was killed. */
import path from "node:path";
import { createTrailReader } from "../../src/channel/trail/read-trail.ts";
import type { TrailRecord } from "../../src/channel/trail/trail-record.ts";

export function trailOf(stateDir: string, msgId: string): TrailRecord | undefined {
  const reader = createTrailReader(path.join(stateDir, "dingtalk"));
  const [found] = reader.list({ search: msgId, limit: 1 });
  return found && reader.get(found.id);
}

/** What became of it, and the steps in their order. */
export function stepsOf(stateDir: string, msgId: string) {
  const record = trailOf(stateDir, msgId);
  return { outcome: record?.outcome, steps: record?.steps.map(({ step }) => step) ?? [] };
}
