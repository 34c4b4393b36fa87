/**
 * Scripted faults: which of the next calls are hit, and how often. What a hit does is `platform/pipeline.ts`.
 * Rules are tried in the order they were set; the first that hits wins.
 */
import type { EmulatorFault } from "../contract/emulator-console.ts";
import type { EmulatorCall, FaultEffect, FaultRequest } from "../contract/emulator-control.ts";
import { EmulatorRefusal } from "./refusal.ts";

const MAX_FAULTS = 1_000;

export interface FaultHandle {
  readonly id: string;
  /** Takes the fault away. */
  clear(): void;
  /** Calls hit so far. */
  hits(): number;
}

export interface Faults {
  add(request: FaultRequest): FaultHandle;
  /** The effect that hits this call, if any. */
  take(operation: EmulatorCall["operation"] | "streamUpgrade", clientId?: string): FaultEffect | undefined;
  /** Those that may still hit. */
  list(): EmulatorFault[];
  /** Takes one away; throws `EmulatorRefusal` when there is none of that id. */
  remove(id: string): void;
  clear(): number;
}

const FILE_EFFECTS: ReadonlySet<string> = new Set(["cut", "trickle"]);
const EFFECTS_OF_FILES: ReadonlySet<string> = new Set([
  "refuse",
  "hang-before",
  "delay",
  "reset",
  "cut",
  "trickle",
]);

const EFFECTS_OF_UPGRADES: ReadonlySet<string> = new Set(["refuse", "hang-before", "delay", "reset"]);

/** Not every effect makes sense for a file's body or a socket, and two make sense for nothing but a body. */
function checkEffect({ operation, effect }: FaultRequest): void {
  const own = { messageFile: EFFECTS_OF_FILES, streamUpgrade: EFFECTS_OF_UPGRADES };
  const fits =
    operation === "messageFile" || operation === "streamUpgrade"
      ? own[operation].has(effect.kind)
      : !FILE_EFFECTS.has(effect.kind);
  if (!fits)
    throw new EmulatorRefusal("invalid", `The fault "${effect.kind}" does not exist for ${operation}.`, {
      zh: `${operation} 没有“${effect.kind}”这种故障。`,
    });
}

/** `onChange`: a fault came, hit or went. */
export function createFaults(onChange: () => void = () => {}): Faults {
  const rules = new Map<string, { readonly request: FaultRequest; seen: number; hits: number }>();
  let serial = 0;
  return {
    add(request) {
      checkEffect(request);
      if (rules.size >= MAX_FAULTS)
        throw new EmulatorRefusal("invalid", `There are ${MAX_FAULTS} faults already; clear some.`, {
          zh: `已经有 ${MAX_FAULTS} 个故障，请先移除一些。`,
        });
      serial += 1;
      const id = `fault-${serial}`;
      const rule = { request, seen: 0, hits: 0 };
      rules.set(id, rule);
      onChange();
      return { id, clear: () => rules.delete(id) && onChange(), hits: () => rule.hits };
    },
    list: () => [...rules].map(([id, rule]) => ({ id, ...rule })),
    remove(id) {
      if (!rules.delete(id))
        throw new EmulatorRefusal("unknown", `There is no fault "${id}".`, { zh: `没有“${id}”这个故障。` });
      onChange();
    },
    take(operation, clientId) {
      for (const [id, rule] of rules) {
        const { request } = rule;
        if (request.operation !== operation) continue;
        if (request.clientId !== undefined && request.clientId !== clientId) continue;
        rule.seen += 1;
        if (rule.seen <= (request.after ?? 0)) continue;
        rule.hits += 1;
        if (request.times !== undefined && rule.hits >= request.times) rules.delete(id);
        onChange();
        return request.effect;
      }
      return undefined;
    },
    clear() {
      const count = rules.size;
      rules.clear();
      if (count > 0) onChange();
      return count;
    },
  };
}
