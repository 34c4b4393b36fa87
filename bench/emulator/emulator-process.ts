/**
 * The local DingTalk in a process of its own, for the benchmark: says what it is told to over IPC, and weighs itself.
 * It does nothing that the emulator of the command line does not do.
 */
import { createEmulator, DEFAULT_CLIENT_ID, defaultSeed, type Emulator } from "../../src/emulator/index.ts";

/** What the benchmark asks for. */
export type Wish =
  | { readonly kind: "say"; readonly count: number }
  | { readonly kind: "weigh" }
  | { readonly kind: "close" };

/** What it is told. */
export type Report =
  | { readonly kind: "ready"; readonly url: string; readonly conversationId: string }
  | { readonly kind: "weight"; readonly heapMb: number; readonly rssMb: number; readonly kept: number };

export const SPEAKER = "bench01";
export const WORDS = "Could you look over the attached plan before our meeting at ten? ".repeat(2);
const MB = 1024 * 1024;

const report = (message: Report) => process.send?.(message);

async function weigh(emulator: Emulator): Promise<void> {
  for (let round = 0; round < 3; round += 1) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  report({ kind: "weight", heapMb: heapUsed / MB, rssMb: rss / MB, kept: emulator.messages().length });
}

async function main(): Promise<void> {
  const people = [{ staffId: SPEAKER, name: "Bench" }];
  // The limit of calls a second would make 200 connections of one app take ten seconds.
  const emulator = await createEmulator({ seed: { ...defaultSeed(), people, groups: [] }, qps: 1_000 });
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, SPEAKER);
  process.on("message", (wish: Wish) => {
    if (wish.kind === "weigh") return void weigh(emulator);
    if (wish.kind === "close") return void emulator.close().finally(() => process.disconnect());
    for (let nth = 0; nth < wish.count; nth += 1)
      void emulator.say({ from: SPEAKER, conversationId, text: WORDS });
    return undefined;
  });
  process.once("disconnect", () => process.exit(0));
  report({ kind: "ready", url: emulator.url, conversationId });
}

if (import.meta.main) await main();
