/**
 * Every card call × every fault of the platform, through an account with its real client against the local DingTalk:
 * the reader ends up with the whole answer, once. Time runs ten times as fast on both sides.
 */
import fs from "node:fs";
import { describe, expect, it } from "vitest";
import type { FaultEffect, FaultRequest } from "../../src/contract/emulator-control.ts";
import { ApiCode } from "../../src/contract/errors.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { sleep, type Clock } from "../../src/lib/clock.ts";
import { startAccountRig, temporaryFolder } from "../support/account-rig.ts";
import { createFastClock } from "../support/fast-clock.ts";

const SPEED = 10;
const PERSON = "zhangwei01";
const FINAL = "The whole answer, word for word. 完。";
const PIECES = ["The whole", "The whole answer", "The whole answer, word"];

const refuse = (status: number, code: string): FaultEffect => ({ kind: "refuse", status, code });
type Fault = FaultEffect | ((emulator: Emulator) => void);
const FAULTS: Readonly<Record<string, Fault>> = {
  "429": refuse(429, "TooManyRequests"),
  "QPS per app": refuse(403, ApiCode.qpsLimitForApp),
  "QPS per API": refuse(403, ApiCode.qpsLimitForApi),
  // Nobody has written down its code; bots in the field go by the part that all of them share.
  "QPS per card": refuse(403, "Forbidden.AccessDenied.QpsLimitForCard"),
  "500": refuse(500, ApiCode.unknownError),
  "503": refuse(503, ApiCode.systemBusy),
  "time-out": { kind: "hang-before", ms: 12_000 },
  "time-out that took effect": { kind: "hang-after", ms: 12_000 },
  reset: { kind: "reset" },
  "permission withdrawn": {
    kind: "refuse",
    status: 403,
    code: ApiCode.permissionDenied,
    scopes: ["Card.Streaming.Write"],
  },
  "token expired": (emulator) => emulator.expireTokens(DEFAULT_CLIENT_ID),
  "template unpublished": refuse(400, ApiCode.templateUnpublished),
  "content refused": refuse(400, "param.contentUnsafe"),
  "success:false inside 200": { kind: "hidden-failure" },
  "month gone": refuse(403, ApiCode.monthlyQuotaGone),
  "card unknown": refuse(400, "param.stream.outTrackId"),
};

type Position = "create" | "first frame" | "middle frame" | "final frame" | "status";
const CALLS: Readonly<Record<Position, Pick<FaultRequest, "operation" | "after">>> = {
  create: { operation: "createAndDeliverCard" },
  "first frame": { operation: "streamCard" },
  "middle frame": { operation: "streamCard", after: 1 },
  // Set when the last piece stands on the card: the next frame is the last.
  "final frame": { operation: "streamCard" },
  status: { operation: "updateCard" },
};

const robots = (emulator: Emulator) => emulator.messages().filter(({ from }) => from.kind === "robot");

/** Looks until `limitMs` of the clock's time have passed. */
async function until(clock: Clock, check: () => boolean, limitMs: number): Promise<boolean> {
  const end = clock.now() + limitMs;
  while (!check() && clock.now() < end) await sleep(clock, 100);
  return check();
}

/** What the reader sees at the end, oldest first, and whether a card still spins. */
async function answer(position: Position, fault: Fault, times?: number) {
  const clock = createFastClock(SPEED);
  const emulator = await createEmulator({ clock });
  const directory = temporaryFolder();
  const rig = await startAccountRig({ url: emulator.url, directory, clock });
  const setFault = () => {
    if (typeof fault === "function") return fault(emulator);
    emulator.fault({ ...CALLS[position], effect: fault, ...(times === undefined ? {} : { times }) });
  };
  const late = position === "final frame" || (typeof fault === "function" && position !== "create");
  const shows = (text: string) => robots(emulator).some(({ card }) => card?.content.startsWith(text));
  rig.host.agent = async (turn) => {
    await turn.lifecycle.onAdopted();
    turn.events.onRunStart("run");
    for (const [nth, text] of PIECES.entries()) {
      for (const tell of rig.listeners) tell({ kind: "text", runId: "run", itemId: "i", text });
      if (late && nth === PIECES.length - 1) {
        await until(clock, () => shows(text), 20_000);
        setFault();
      } else await sleep(clock, 1_000);
    }
    await turn.events.deliver({ text: FINAL, media: [], isError: false }, "final");
    return "completed";
  };
  try {
    await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
    if (!late) setFault();
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "go" });
    const texts = () => robots(emulator).map(({ card, text }) => card?.content ?? text);
    const spins = () => robots(emulator).some(({ card }) => card !== undefined && card.state !== "finished");
    await until(clock, () => texts().includes(FINAL), 60_000);
    // What is closed in the background may take another round.
    await until(clock, () => !spins(), times === undefined ? 1_000 : 120_000);
    return { whole: texts().filter((text) => text === FINAL).length, texts: texts(), spins: spins() };
  } finally {
    await rig.account.stop();
    await emulator.close();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

async function walk(position: Position, times?: number) {
  const results = await Promise.all(
    Object.entries(FAULTS).map(async ([name, fault]) => {
      const { whole, spins, texts } = await answer(position, fault, times);
      return { name, whole, spins, texts };
    }),
  );
  return results;
}

const POSITIONS = Object.keys(CALLS) as Position[];

describe("a reader gets the whole answer once", () => {
  it.each(POSITIONS)(
    "and no card spins when one fault hits the %s",
    async (position) => {
      const wrong = (await walk(position, 1)).filter(({ whole, spins }) => whole !== 1 || spins);
      expect(wrong).toEqual([]);
    },
    180_000,
  );

  it.each(POSITIONS)(
    "although every fault lasts from the %s on",
    async (position) => {
      const wrong = (await walk(position)).filter(({ whole }) => whole !== 1);
      expect(wrong).toEqual([]);
    },
    180_000,
  );
});
