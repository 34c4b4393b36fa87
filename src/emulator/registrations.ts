/**
 * One-scan app creation as the platform keeps it: nonces, codes to scan and what became of each. Credentials of a
 * new app are handed to whoever holds the device code and are never shown otherwise.
 */
import { randomBytes } from "node:crypto";
import { DEVICE_CODE_TTL_SECONDS, NONCE_TTL_SECONDS } from "../contract/registration.ts";
import type { EmulatorRegistration, ScanDecision } from "../contract/emulator-control.ts";
import type { Clock } from "../lib/clock.ts";
import { ids } from "./ids.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { allScopes, type SeedApp } from "./seed.ts";

const MAX_ENTRIES = 1_000;
const APP_NAME = "新建的机器人";

interface Registration {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresAt: number;
  state: EmulatorRegistration["state"];
  app?: SeedApp;
}

export interface Registrations {
  /** A nonce that can be redeemed once. */
  mintNonce(): string;
  /** Undefined when the nonce is unknown, used or over. */
  begin(nonce: string): { readonly deviceCode: string; readonly userCode: string } | undefined;
  poll(deviceCode: string): Pick<Registration, "state" | "app"> | undefined;
  /** A person scans and decides. Returns the Client ID of an approved app. Throws `EmulatorRefusal`. */
  decide(userCode: string, decision: ScanDecision): string | undefined;
  list(): EmulatorRegistration[];
  reset(): void;
}

function newApp(): SeedApp {
  return {
    clientId: `dingscan${randomBytes(6).toString("hex")}`,
    clientSecret: ids.secret(),
    name: APP_NAME,
    scopes: allScopes(),
  };
}

function trim(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= MAX_ENTRIES) return;
    map.delete(key);
  }
}

/** `createApp` makes the app known to the platform. */
export function createRegistrations(clock: Clock, createApp: (app: SeedApp) => void): Registrations {
  const nonces = new Map<string, number>();
  const entries = new Map<string, Registration>();
  const age = (entry: Registration): Registration => {
    if (entry.state === "waiting" && entry.expiresAt <= clock.now()) entry.state = "expired";
    return entry;
  };
  return {
    mintNonce() {
      const nonce = ids.secret();
      nonces.set(nonce, clock.now() + NONCE_TTL_SECONDS * 1000);
      trim(nonces);
      return nonce;
    },
    begin(nonce) {
      const until = nonces.get(nonce);
      nonces.delete(nonce);
      if (until === undefined || until <= clock.now()) return undefined;
      const [deviceCode, userCode] = [ids.secret(), randomBytes(4).toString("hex").toUpperCase()];
      const expiresAt = clock.now() + DEVICE_CODE_TTL_SECONDS * 1000;
      entries.set(deviceCode, { deviceCode, userCode, expiresAt, state: "waiting" });
      trim(entries);
      return { deviceCode, userCode };
    },
    poll(deviceCode) {
      const entry = entries.get(deviceCode);
      return entry && age(entry);
    },
    decide(userCode, decision) {
      const entry = [...entries.values()].find((candidate) => candidate.userCode === userCode);
      if (!entry)
        throw new EmulatorRefusal("unknown", `No code "${userCode}" waits to be scanned.`, {
          zh: `没有等待扫码的“${userCode}”。`,
        });
      if (age(entry).state !== "waiting")
        throw new EmulatorRefusal("invalid", `The code "${userCode}" is ${entry.state} already.`, {
          zh: `“${userCode}”已经处理过或已过期（${entry.state}）。`,
        });
      if (decision !== "approve") {
        entry.state = decision === "refuse" ? "refused" : "expired";
        return undefined;
      }
      const app = newApp();
      createApp(app);
      Object.assign(entry, { app, state: "approved" });
      return app.clientId;
    },
    list: () =>
      [...entries.values()].map(age).map(({ userCode, state, app }) => ({
        userCode,
        state,
        ...(app ? { clientId: app.clientId } : {}),
      })),
    reset() {
      nonces.clear();
      entries.clear();
    },
  };
}
