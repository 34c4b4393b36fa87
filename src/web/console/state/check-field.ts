/**
 * What is wrong with a value before it is sent: pure. Only what the contract tells of a field; the gateway's plan
 * knows the rest.
 */
import type { SettingsField } from "../../../contract/console-settings.ts";
import type { ConsoleTextKey } from "../text/create-console-text.ts";
import { readEntries } from "./resolve-entry-key.ts";

export interface FieldFault {
  readonly key: ConsoleTextKey;
  readonly values: Readonly<Record<string, number>>;
}

const fault = (key: ConsoleTextKey, values: FieldFault["values"] = {}): FieldFault => ({ key, values });

export function checkField(field: SettingsField, value: unknown): FieldFault | undefined {
  // Taking a key out of a scope is always possible.
  if (value === undefined) return undefined;
  switch (field.kind) {
    case "number":
      return checkNumber(field, value);
    case "object":
      return typeof value === "object" && value !== null ? undefined : fault("settings.wrong.object");
    case "entries":
      return checkEntries(field, value);
    case "choice":
      return field.choices?.some((one) => one === value) ? undefined : fault("settings.wrong.choice");
    case "text":
    case "secret":
      return value === "" ? fault("settings.wrong.empty") : undefined;
    default:
      return undefined;
  }
}

function checkEntries({ keys = [] }: SettingsField, value: unknown): FieldFault | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fault("settings.wrong.object");
  const wrong = Object.values(readEntries(value)).some((entry) =>
    keys.some((key) => checkField(key, entry[key.path]) !== undefined),
  );
  return wrong ? fault("settings.wrong.entries") : undefined;
}

function checkNumber({ minimum, maximum }: SettingsField, value: unknown): FieldFault | undefined {
  if (typeof value !== "number" || !Number.isFinite(value)) return fault("settings.wrong.number");
  if (minimum !== undefined && value < minimum) return fault("settings.wrong.minimum", { minimum });
  if (maximum !== undefined && value > maximum) return fault("settings.wrong.maximum", { maximum });
  return undefined;
}

/** What somebody typed as the field's value: as it is where it cannot be read, for `checkField` to say so. */
export function readTyped(field: SettingsField, typed: string): unknown {
  const words = typed.trim();
  if (words === "") return undefined;
  if (field.kind === "number") {
    const number = Number(words);
    return Number.isFinite(number) ? number : words;
  }
  if (field.kind !== "object" && field.kind !== "entries") return words;
  try {
    return JSON.parse(words) as unknown;
  } catch {
    return words;
  }
}
