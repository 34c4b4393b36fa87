/**
 * The channel's share of receiving media, alone in a process: client, message parser, archive. Stores what arrives
 * and reports after each message. `node archive-process.ts URL FOLDER`, started by `bench-media.ts`.
 */
import { readFileSync } from "node:fs";
import { createDingTalkMediaSource } from "../../src/channel/account/media-desk.ts";
import { parseMessage } from "../../src/channel/inbound/parse-message.ts";
import { createMediaArchive } from "../../src/channel/media/archive.ts";
import { listAttachments } from "../../src/channel/turn/receive-media.ts";
import { createDingTalkClient } from "../../src/client/index.ts";
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/seed.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";

/** What the parent gets after each message. */
export interface StoredReport {
  readonly files: number;
  readonly bytes: number;
  readonly missed: number;
  /** The most that was resident so far, in bytes. */
  readonly peakRss: number;
}

const [url = "", dir = ""] = process.argv.slice(2);
const client = createDingTalkClient({
  clientId: DEFAULT_CLIENT_ID,
  clientSecret: DEFAULT_CLIENT_SECRET,
  endpoints: { api: url, oapi: url },
});
const archive = createMediaArchive({
  settings: () => ({ dir, maxBytes: 512 * 1024 * 1024 }),
  source: createDingTalkMediaSource(client, () => ({ network: { allowPrivate: true } })),
  clock: systemClock,
  logger: silentLogger,
});

/** The peak of this program; what the system counts for a process on Linux begins with its parent's. */
function peakRss(): number {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

let queue = Promise.resolve();
const store = async (raw: string): Promise<void> => {
  const parsed = parseMessage(raw, DEFAULT_CLIENT_ID);
  if (parsed.kind !== "message") return;
  const stored = await archive.store(parsed.message, listAttachments(parsed.message));
  const kept = stored.filter((file) => file.kind === "stored");
  const report: StoredReport = {
    files: kept.length,
    bytes: kept.reduce((sum, file) => sum + file.bytes, 0),
    missed: stored.length - kept.length,
    peakRss: peakRss(),
  };
  process.send?.(report);
};
const stream = client.stream({
  onFrame: async (frame, ack) => {
    await ack();
    queue = queue.then(() => store(frame.data ?? ""));
  },
});
await stream.opened;
process.send?.("ready");
process.once("disconnect", () => process.exit(0));
