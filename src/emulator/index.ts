/** The face of the local DingTalk emulator: start it, talk to it, break it. Loopback only; not for production. */
export { createEmulator } from "./create-emulator.ts";
export { startForTrying } from "./start-for-trying.ts";
export type { Emulator, EmulatorOptions, EmulatorTls } from "./emulator.ts";
export { EmulatorRefusal, type RefusalCode } from "./refusal.ts";
export {
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  type EmulatorSeed,
  type SeedApp,
  type SeedCard,
  type SeedDirect,
  type SeedGroup,
  type SeedMessage,
  type SeedPair,
  type SeedPerson,
  type SeedSent,
  type SeedUpload,
  type SeedWebhookRobot,
} from "./seed.ts";
export { parseSeed } from "./parse-seed.ts";
export type { DeveloperSide } from "./developer-side.ts";
export type { CallbackAnswer } from "./push-callback.ts";
export { ADDRESS_CALLS } from "./address-block.ts";
export { COVERAGE, type Coverage } from "./coverage.ts";
export type { FaultHandle } from "./faults.ts";
export type { IgnoredAck } from "./stream/frame-ledger.ts";
export type { Predicate, Seen } from "./wait-for.ts";
export type * from "../contract/emulator-control.ts";
export type * from "../contract/emulator-console.ts";
