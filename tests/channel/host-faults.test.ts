/**
 * What the host may do to an answer × where it stands then, through an account with its real client against the local
 * DingTalk: what the reader ends up with, and that nothing spins. Time runs ten times as fast on both sides.
 */
import fs from "node:fs";
import { describe, expect, it } from "vitest";
import type { HostTurn } from "../../src/channel/host/turn.ts";
import { createEmulator, DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { BUTTON_CARD } from "../../src/emulator/seed.ts";
import { sleep, type Clock } from "../../src/lib/clock.ts";
import { startAccountRig, temporaryFolder } from "../support/account-rig.ts";
import { createFastClock } from "../support/fast-clock.ts";

const SPEED = 10;
const PERSON = "zhangwei01";
const FINAL = "The whole answer, word for word. 完。";
const FAILED = "The model failed.";
const STOPPED = "(Stopped.)";
const { id: templateId, contentKey, statusKey } = BUTTON_CARD;

/** What stands on the card when the fault comes. */
const POSITIONS: Readonly<Record<string, readonly string[]>> = {
  "before a word": [],
  "at the first words": ["The whole"],
  "in the middle": ["The whole", "The whole answer", "The whole answer, word"],
};

interface Scene {
  readonly turn: HostTurn;
  readonly emulator: Emulator;
  readonly outTrackId: string | undefined;
}

interface HostFault {
  readonly happen: (scene: Scene) => Promise<unknown>;
  /** What the reader has in the end, of what stood there. */
  readonly leaves: (shown: string | undefined) => readonly string[];
}

const say = ({ turn }: Scene, text: string, isError = false) =>
  turn.events.deliver({ text, media: [], isError }, "final");
const keeps = (shown: string | undefined) => (shown === undefined ? [] : [shown]);

const FAULTS: Readonly<Record<string, HostFault>> = {
  "no fault": { happen: (scene) => say(scene, FINAL), leaves: () => [FINAL] },
  "no final": { happen: () => Promise.resolve(), leaves: keeps },
  "the final twice": {
    happen: async (scene) => [await say(scene, FINAL), await say(scene, FINAL)],
    leaves: () => [FINAL],
  },
  "the final twice at the same time": {
    happen: (scene) => Promise.all([say(scene, FINAL), say(scene, FINAL)]),
    leaves: () => [FINAL],
  },
  "an empty final": { happen: (scene) => say(scene, ""), leaves: keeps },
  "an error in place of the final": {
    happen: (scene) => say(scene, FAILED, true),
    leaves: (shown) => [shown === undefined ? FAILED : `${shown}\n\n${FAILED}`],
  },
  "an error twice": {
    happen: async (scene) => [await say(scene, FAILED, true), await say(scene, FAILED, true)],
    leaves: (shown) => [shown === undefined ? FAILED : `${shown}\n\n${FAILED}`],
  },
  "a stop": {
    async happen({ turn, emulator, outTrackId }) {
      if (outTrackId === undefined) return;
      await emulator.press({ from: PERSON, outTrackId, actionId: "btn_stop" });
      if (!turn.stopSignal.aborted)
        await new Promise<void>((stop) => turn.stopSignal.addEventListener("abort", () => stop()));
    },
    leaves: (shown) => (shown === undefined ? [] : [`${shown}\n\n${STOPPED}`]),
  },
};

const robots = (emulator: Emulator) => emulator.messages().filter(({ from }) => from.kind === "robot");

/** Looks until `limitMs` of the clock's time have passed. */
async function until(clock: Clock, check: () => boolean, limitMs: number): Promise<void> {
  const end = clock.now() + limitMs;
  while (!check() && clock.now() < end) await sleep(clock, 100);
}

async function meet(fault: HostFault, pieces: readonly string[]) {
  const clock = createFastClock(SPEED);
  const emulator = await createEmulator({ clock });
  const directory = temporaryFolder();
  const section = { card: { templateId, contentKey, statusKey } };
  const rig = await startAccountRig({ url: emulator.url, directory, clock, section });
  const over = Promise.withResolvers<void>();
  rig.host.agent = async (turn) => {
    await turn.lifecycle.onAdopted();
    turn.events.onRunStart("run");
    for (const text of pieces) {
      for (const tell of rig.listeners) tell({ kind: "text", runId: "run", itemId: "i", text });
      await until(clock, () => robots(emulator).some(({ card }) => card?.content === text), 30_000);
    }
    await fault.happen({ turn, emulator, outTrackId: robots(emulator)[0]?.card?.outTrackId });
    over.resolve();
    return "completed";
  };
  try {
    await emulator.waitFor(({ snapshot }) => snapshot.apps.some((app) => app.connections > 0));
    const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    await emulator.say({ from: PERSON, conversationId, text: "go" });
    await over.promise;
    const texts = () => robots(emulator).map(({ card, text }) => card?.content ?? text);
    const spins = () => robots(emulator).some(({ card }) => card !== undefined && card.state !== "finished");
    const wanted = fault.leaves(pieces.at(-1));
    await until(clock, () => JSON.stringify(texts()) === JSON.stringify(wanted) && !spins(), 30_000);
    // A second copy would come a little later.
    await sleep(clock, 2_000);
    return { texts: texts(), spins: spins() };
  } finally {
    await rig.account.stop();
    await emulator.close();
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

describe("a reader ends up with the last words once, and no card spins", () => {
  it.each(Object.entries(FAULTS))(
    "when the host gives %s, wherever the answer stands",
    async (_name, fault) => {
      const positions = Object.entries(POSITIONS);
      const ended = await Promise.all(
        positions.map(async ([position, pieces]) => ({ position, ...(await meet(fault, pieces)) })),
      );
      const wanted = positions.map(([position, pieces]) => {
        return { position, texts: fault.leaves(pieces.at(-1)), spins: false };
      });
      expect(ended).toEqual(wanted);
    },
    120_000,
  );
});
