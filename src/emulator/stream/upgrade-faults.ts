/**
 * Scripted faults of the Stream socket's upgrade: a good ticket, and yet the socket is refused, slow, or cut. The ticket
 * is used up all the same, which is unproven.
 */
import type { FaultEffect } from "../../contract/emulator-control.ts";
import { sleep, type Clock } from "../../lib/clock.ts";
import type { Faults } from "../faults.ts";

export interface UpgradeWays {
  accept(): void;
  refuse(status: number, code: string): void;
  /** Cuts the TCP connection. */
  reset(): void;
}

export interface UpgradeFaults {
  /** Goes one of the ways, now or later. */
  meet(clientId: string, ways: UpgradeWays): void;
  /** Ends all waits. */
  dispose(): void;
}

const GATEWAY_TIMEOUT = { status: 504, code: "system.busy" };

export function createUpgradeFaults(faults: Faults, clock: Clock): UpgradeFaults {
  const ended = new AbortController();
  const later = (ms: number, run: () => void) =>
    void sleep(clock, ms, ended.signal).then(run, () => undefined);

  function go(effect: FaultEffect | undefined, ways: UpgradeWays): void {
    switch (effect?.kind) {
      case "refuse":
        return ways.refuse(effect.status, effect.code);
      case "reset":
        return ways.reset();
      case "delay":
        return later(effect.ms, () => ways.accept());
      case "hang-before":
        return later(effect.ms, () => ways.refuse(GATEWAY_TIMEOUT.status, GATEWAY_TIMEOUT.code));
      default:
        return ways.accept();
    }
  }

  return {
    meet: (clientId, ways) => go(faults.take("streamUpgrade", clientId), ways),
    dispose: () => ended.abort(new Error("the emulator was closed")),
  };
}
