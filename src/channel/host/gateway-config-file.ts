/**
 * The configuration file in the gateway's own process, which watches it: what the gateway is just taking up must not
 * change under its hands, or it takes it up a second time. Its form comes back when the gateway is done.
 */
import { isDeepStrictEqual } from "node:util";
import { getRuntimeConfigSourceSnapshot } from "openclaw/plugin-sdk/runtime-config-snapshot";
import { sleep, systemClock, type Clock } from "../../lib/clock.ts";
import { isRecord } from "../config/read-keys.ts";
import { createConfigFile } from "./config-file.ts";

const LOOK_EVERY_MS = 250;
/** What is in effect may still be restarting accounts. */
const QUIET_MS = 3_000;
/** A gateway that does not reload never takes it up. */
const LIMIT_MS = 20_000;

export interface Taking {
  /** The configuration that the gateway works with, as it was written. */
  readonly inEffect: () => unknown;
  readonly clock: Clock;
}

/** The host stamps what it writes. */
function withoutStamp(config: unknown): unknown {
  if (!isRecord(config)) return config;
  const { meta: _, ...rest } = config;
  return rest;
}

/** Resolves when the gateway has taken `config` up, or will not. */
export async function whenTaken(config: unknown, { inEffect, clock }: Taking): Promise<void> {
  const until = clock.now() + LIMIT_MS;
  const wanted = withoutStamp(config);
  while (!isDeepStrictEqual(withoutStamp(inEffect()), wanted) && clock.now() < until)
    await sleep(clock, LOOK_EVERY_MS);
  await sleep(clock, QUIET_MS);
}

/** One for the process, so that no change meets another's that is not settled. */
export const gatewayConfigFile = createConfigFile({
  taken: (config) => whenTaken(config, { inEffect: getRuntimeConfigSourceSnapshot, clock: systemClock }),
});
