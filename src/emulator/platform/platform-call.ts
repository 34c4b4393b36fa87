/**
 * What a handler of the platform gets: the emulator's parts and one call, already past the gateway.
 */
import type { Clock } from "../../lib/clock.ts";
import type { Logger } from "../../lib/logger.ts";
import type { CallLog } from "../call-log.ts";
import type { Credentials } from "../credentials.ts";
import type { PlatformEvents } from "../events.ts";
import type { Faults } from "../faults.ts";
import type { Limits } from "../limits.ts";
import type { MediaStore } from "../media-store.ts";
import type { AppRecord } from "../records.ts";
import type { Registrations } from "../registrations.ts";
import type { EmulatorState } from "../state.ts";
import type { StorageSpaces } from "../storage-spaces.ts";
import type { Json } from "../validate.ts";
import type { WireLog } from "../wire-log.ts";
import type { Reply } from "./reply.ts";

export interface PlatformContext {
  readonly state: EmulatorState;
  readonly credentials: Credentials;
  readonly limits: Limits;
  readonly media: MediaStore;
  readonly storage: StorageSpaces;
  readonly registrations: Registrations;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly wire: WireLog;
  readonly events: PlatformEvents;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Strict pacing: writes to one card by one API that follow faster than this are refused. 0: off. */
  readonly cardMinIntervalMs: number;
  /** `http://127.0.0.1:<port>`; known once the server listens. */
  readonly origin: () => string;
  /** `https://127.0.0.1:<port>`, where there is a door behind TLS whose certificate speaks for this machine. */
  readonly secureOrigin: () => string | undefined;
}

export interface PlatformCall {
  readonly context: PlatformContext;
  /** Parsed JSON; undefined when there is none. */
  readonly body: unknown;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** What stands in the path where the contract's has `{name}`. */
  readonly params: Readonly<Record<string, string>>;
  /** The caller's IP address, version 4 in its short form. */
  readonly address: string;
  /** Host and port as the caller names them, when the call came by TLS. */
  readonly secureHost?: string;
  /** It came by TLS through the emulator as a proxy. */
  readonly tunnelled?: boolean;
}

/** A call with a live token; the body is an object. */
export interface AppCall extends PlatformCall {
  readonly app: AppRecord;
  readonly body: Json;
}

export type OpenHandler = (call: PlatformCall) => Reply;
export type AppHandler = (call: AppCall) => Reply;
