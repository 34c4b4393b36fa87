/** The word that a message waits. */
import { expect, it } from "vitest";
import {
  createQueueNotice,
  QUEUE_NOTICE_DELAY_MS,
  QUEUE_NOTICE_PAUSE_MS,
} from "../../src/channel/reply/queue-notice.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";

function scene() {
  const clock = createManualClock();
  const logger = createRecordingLogger();
  const said: string[] = [];
  const notice = createQueueNotice({ clock, logger });
  const begin = (to: string) => notice.begin(to, async () => said.push(to));
  return { clock, logger, said, notice, begin };
}

it("a person hears that a message waits when it waits for a moment, once for many", async () => {
  const { clock, said, begin } = scene();
  begin("user:anna");
  begin("user:anna");
  begin("group:g");
  await clock.advance(QUEUE_NOTICE_DELAY_MS);
  expect(said).toEqual(["user:anna", "group:g"]);
  begin("user:anna");
  await clock.advance(QUEUE_NOTICE_DELAY_MS);
  expect(said).toHaveLength(2);
  await clock.advance(QUEUE_NOTICE_PAUSE_MS);
  begin("user:anna");
  await clock.advance(QUEUE_NOTICE_DELAY_MS);
  expect(said).toHaveLength(3);
});

it("nobody hears of a wait that is over at once", async () => {
  const { clock, said, notice, begin } = scene();
  begin("user:anna");
  notice.over("user:anna");
  begin("group:g");
  notice.dispose();
  await clock.advance(QUEUE_NOTICE_DELAY_MS);
  expect([said, clock.pending]).toEqual([[], 0]);
});

it("a notice that cannot be sent is logged and breaks nothing", async () => {
  const { clock, logger, notice } = scene();
  notice.begin("user:anna", () => Promise.reject(new Error("no webhook")));
  await clock.advance(QUEUE_NOTICE_DELAY_MS);
  expect(logger.lines.join()).toContain("no webhook");
});
