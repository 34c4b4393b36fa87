/** Writes a trail in the folder it is given, says so, and waits to be killed. */
import { createTrailRecorder } from "../../src/channel/trail/trail-recorder.ts";
import { openTrailStore } from "../../src/channel/trail/trail-store.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { silentLogger } from "../../src/lib/logger.ts";

const [directory = ""] = process.argv.slice(2);
const options = { directory, accountId: "default", clock: systemClock, logger: silentLogger };
const recorder = createTrailRecorder({ ...options, store: openTrailStore(options), read: () => undefined });
const place = { kind: "direct", id: "cid" } as const;
const sender = { name: "Zhang", staffId: "zhangwei01" };
for (const msgId of ["m1", "m2"])
  recorder.claimed(
    { msgId, sender, place, type: "text", text: "hello", attachments: 0 },
    { receivedAt: Date.now(), attempt: 1 },
  );
recorder.note("m2", { step: "adopted" });
recorder.answer("m2", { sessionKey: "session 2", usesCard: false, followUp: false });
// Its own timer writes, as in a gateway; nobody flushes.
setTimeout(() => process.stdout.write("written\n"), 600);
setInterval(() => {}, 1_000);
