import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import * as fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Journal } from "../../src/channel/journal/journal.ts";
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";
import { createModelJournal } from "./journal-model.ts";

const ids = fc.constantFrom("m1", "m2", "m3", "m4", "m5", "m6");
const lanes = fc.constantFrom("lane-a", "lane-b", undefined);
/** Which of the claims handed out so far; an old one is a stale claim. */
const held = fc.nat({ max: 3 });
const small = fc.nat({ max: 6 });

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("enqueue" as const), id: ids, lane: lanes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("enqueueMany" as const), list: fc.array(ids) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("claimNext" as const),
      blocked: fc.subarray(["lane-a", "lane-b"]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("claim" as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refresh" as const), held }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("complete" as const), held }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("completeId" as const), id: ids }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("release" as const), held, count: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("fail" as const), held }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("resubmit" as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drop" as const), id: ids }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("recover" as const), staleMs: small }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("prune" as const), ttl: small, max: small }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(0, 1, 5) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reopen" as const), clean: fc.boolean() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
type Claim = NonNullable<Awaited<ReturnType<Journal["claimNext"]>>>;

/** One side of the comparison: a journal and the claims it handed out. */
interface Side {
  journal: Journal;
  claims: Claim[];
}

async function act(side: Side, at: Step): Promise<unknown> {
  const { journal, claims } = side;
  const claim = "held" in at ? claims.at(-1 - at.held) : undefined;
  switch (at.do) {
    case "enqueue":
      return journal.enqueue(at.id, { text: at.id }, at.lane ? { laneKey: at.lane } : {});
    case "enqueueMany":
      return Promise.all(at.list.map((id) => journal.enqueue(id, { text: id })));
    case "claimNext":
    case "claim": {
      const got =
        at.do === "claim"
          ? await journal.claim(at.id)
          : await journal.claimNext({ blockedLaneKeys: at.blocked, ownerId: "w" });
      if (got) claims.push(got);
      return got;
    }
    case "refresh":
      return claim && journal.refreshClaim(claim);
    case "complete":
      return claim && journal.complete(claim);
    case "completeId":
      return journal.complete(at.id);
    case "release":
      return claim && journal.release(claim, at.count ? { lastError: "x" } : { recordAttempt: false });
    case "fail":
      return claim && journal.fail(claim, { reason: "r", message: "m" });
    case "delete":
      return journal.delete(at.id);
    case "resubmit":
      return journal.resubmit(at.id);
    case "drop":
      return journal.dropDeadLetter(at.id);
    case "recover":
      return journal.recoverStaleClaims({ staleMs: at.staleMs });
    case "prune":
      return journal.prune({ completedTtlMs: at.ttl, failedMaxEntries: at.max, completedMaxEntries: at.max });
    default:
      return undefined;
  }
}

async function look({ journal }: Side) {
  return {
    pending: await journal.listPending({ limit: "all" }),
    claims: await journal.listClaims(),
    failed: await journal.listFailed({ limit: "all" }),
    depth: await journal.depth?.(),
  };
}

/** Claim tokens are random on one side and counted on the other. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null, (key, item: unknown) => (key === "token" ? "*" : item)));
}

function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "journal-model-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const RUNS = Number(process.env["PROPERTY_RUNS"] ?? 150);

describe("the journal against a model", () => {
  it("answers like an array of events, through crashes and reopenings", { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 4), async (steps, minAge) => {
        let time = 1000;
        const open = () =>
          openSqliteJournal({
            directory: path.join(folder, String(run)),
            channelId: "dingtalk",
            accountId: "a",
            clock: { now: () => time, after: () => ({ cancel() {} }) },
            minCompletedAgeMs: minAge,
          });
        run += 1;
        const real: Side = { journal: open(), claims: [] };
        const model: Side = { journal: createModelJournal(() => time, minAge), claims: [] };
        const abandoned: Journal[] = [];
        for (const at of steps) {
          if (at.do === "wait") time += at.ms;
          if (at.do === "reopen") {
            // A crash is a handle that is never closed.
            if (at.clean) await real.journal.close();
            else abandoned.push(real.journal);
            real.journal = open();
          }
          expect(plain(await act(real, at))).toEqual(plain(await act(model, at)));
          expect(plain(await look(real))).toEqual(plain(await look(model)));
        }
        await real.journal.close();
        for (const journal of abandoned) await journal.close();
        fs.rmSync(path.join(folder, String(run)), { recursive: true });
      }),
      { numRuns: RUNS },
    );
  });
});

const hostQueue = fs
  .readdirSync("node_modules/openclaw/dist")
  .find((name) => /^ingress-queue-.*\.mjs$/.test(name));

describe.skipIf(!hostQueue)("the journal against the host's own queue", () => {
  it("answers what OpenClaw's queue answers", { timeout: 120_000 }, async () => {
    const folder = temporaryFolder();
    const module = (await import(path.resolve("node_modules/openclaw/dist", hostQueue ?? ""))) as {
      t: (options: object) => Journal;
    };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        run += 1;
        // Every step at its own time: for equal times the host orders by id, we by arrival.
        let time = 1000;
        const clock = { now: () => time, after: () => ({ cancel() {} }) };
        const where = { channelId: "dingtalk", accountId: `b${run}` };
        const real: Side = {
          journal: openSqliteJournal({ directory: folder, ...where, clock, minCompletedAgeMs: 0 }),
          claims: [],
        };
        const host: Side = {
          journal: module.t({ ...where, stateDir: folder, now: () => time }),
          claims: [],
        };
        for (const at of steps) {
          // Not the host's (drop, reopen), or several at one time.
          if (at.do === "drop" || at.do === "reopen" || at.do === "enqueueMany") continue;
          time += 3;
          expect(plain(await act(real, at))).toEqual(plain(await act(host, at)));
          const [ours, theirs] = [await look(real), await look(host)];
          for (const list of ["pending", "claims", "failed"] as const)
            expect(plain(ours[list])).toEqual(plain(theirs[list]));
        }
        await real.journal.close();
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
