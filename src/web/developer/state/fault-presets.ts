/** The faults one can choose by name. What they do on the wire is the emulator's; this only fills in the request. */
import type { FaultEffect } from "../../../contract/emulator-control.ts";

export const PRESETS = [
  "qps",
  "quota",
  "permission",
  "token",
  "busy",
  "unknown",
  "hidden",
  "hang-after",
  "hang-before",
  "delay",
  "reset",
  "cut",
  "trickle",
  "custom",
] as const;
export type Preset = (typeof PRESETS)[number];

const REFUSALS: Partial<Record<Preset, { readonly status: number; readonly code: string }>> = {
  qps: { status: 403, code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi" },
  quota: { status: 403, code: "Forbidden.AccessDenied.ApiCountLimitForOrg" },
  token: { status: 400, code: "InvalidAuthentication" },
  busy: { status: 500, code: "system.busy" },
  unknown: { status: 500, code: "unknownError" },
};

/** What has no answer to hide a failure in, or nothing that could be done before the answer is lost. */
const NOT_ANSWERED: ReadonlySet<Preset> = new Set(["hidden", "hang-after"]);
const FILE_ONLY: ReadonlySet<Preset> = new Set(["cut", "trickle"]);

/** Those that the emulator knows for that operation. */
export function presetsFor(operation: string): readonly Preset[] {
  const unanswered = operation === "messageFile" || operation === "streamUpgrade";
  return PRESETS.filter((preset) => {
    if (FILE_ONLY.has(preset)) return operation === "messageFile";
    return !unanswered || !NOT_ANSWERED.has(preset);
  });
}

/** Presets that take a number of milliseconds. */
export const hasDuration = (preset: Preset): preset is "hang-after" | "hang-before" | "delay" | "trickle" =>
  preset === "hang-after" || preset === "hang-before" || preset === "delay" || preset === "trickle";

export interface PresetValues {
  readonly ms: number;
  readonly status: number;
  readonly code: string;
  /** The permission that the operation needs. */
  readonly scope?: string;
}

export function effectOf(preset: Preset, { ms, status, code, scope }: PresetValues): FaultEffect {
  const refusal = REFUSALS[preset];
  if (refusal) return { kind: "refuse", ...refusal };
  if (hasDuration(preset)) return { kind: preset, ms };
  if (preset === "reset" || preset === "cut") return { kind: preset };
  if (preset === "hidden") return { kind: "hidden-failure" };
  if (preset === "permission")
    return {
      kind: "refuse",
      status: 403,
      code: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
      scopes: [scope ?? "qyapi_robot_sendmsg"],
    };
  return { kind: "refuse", status, code };
}

/** In one line, for the list of faults that are set. */
export function describeEffect(effect: FaultEffect): string {
  switch (effect.kind) {
    case "refuse":
      return `${effect.status} ${effect.code}`;
    case "hang-after":
    case "hang-before":
    case "delay":
    case "trickle":
      return `${effect.kind} ${effect.ms} ms`;
    default:
      return effect.kind;
  }
}
