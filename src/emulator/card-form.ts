/**
 * The form component of a card: its fields as an app wrote them into a variable, and what a person submits. The client
 * checks what is required before anything is sent. «表单变量» is not public in full; fields and values are as peers use
 * them, and unproven beyond that.
 */
import type { CardFieldType, EmulatorCardField, EmulatorCardForm } from "../contract/emulator-control.ts";
import type { CardRecord } from "./card-state.ts";
import { EmulatorRefusal } from "./refusal.ts";
import { isObject, textAt, type Json } from "./validate.ts";

const CHOOSES_ONE = ["SELECT", "CHECKBOX_GROUP"] as const satisfies readonly CardFieldType[];
const CHOOSES_MANY = ["MULTI_SELECT", "MULTI_CHECKBOX_GROUP"] as const satisfies readonly CardFieldType[];
const WRITES = ["TEXT", "TEXT_AREA", "NUMBER", "DATE", "TIME", "DATETIME"] as const;
const SWITCHES = ["CHECKBOX", "SWITCH"] as const;

const TYPES: ReadonlySet<string> = new Set([...CHOOSES_ONE, ...CHOOSES_MANY, ...WRITES, ...SWITCHES]);

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}

function parseOptions(value: unknown): EmulatorCardField["options"] {
  const list = Array.isArray(value) ? value.filter(isObject) : [];
  return list.flatMap((option) => {
    const chosen = textAt(option, "value");
    return chosen === undefined ? [] : [{ value: chosen, text: textAt(option, "text") ?? chosen }];
  });
}

/** A field without a name or of a type that nobody knows is not shown; a hidden one is not either. */
function parseField(field: Json): EmulatorCardField[] {
  const name = textAt(field, "name");
  const type = textAt(field, "type");
  if (name === undefined || type === undefined || !TYPES.has(type) || field["hidden"] === true) return [];
  const placeholder = textAt(field, "placeholder");
  const requiredMsg = textAt(field, "requiredMsg");
  // The documents are said to spell the key this way once.
  const defaultValue = field["defaultValue"] ?? field["defautValue"];
  return [
    {
      name,
      label: textAt(field, "label") ?? name,
      type: type as CardFieldType,
      required: field["required"] === true,
      readOnly: field["readOnly"] === true,
      ...(placeholder === undefined ? {} : { placeholder }),
      ...(requiredMsg === undefined ? {} : { requiredMsg }),
      ...(defaultValue === undefined ? {} : { defaultValue }),
      options: parseOptions(field["options"]),
    },
  ];
}

/** Undefined where the template has no form, or the card's variable no fields. */
export function cardForm({ template, params }: CardRecord): EmulatorCardForm | undefined {
  if (template.form === undefined) return undefined;
  const { key, ...button } = template.form;
  const value = parseJson(params[key]);
  const list = isObject(value) && Array.isArray(value["fields"]) ? value["fields"].filter(isObject) : [];
  const fields = list.flatMap(parseField);
  return fields.length === 0 ? undefined : { fields, ...button };
}

const among = (list: readonly string[], type: string) => list.includes(type);
const isText = (value: unknown): value is string => typeof value === "string";
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** The chosen values; undefined when the value is of another shape. A drop-down says the place too. */
function chosenValues({ type }: EmulatorCardField, value: unknown): readonly string[] | undefined {
  const inner = type === "SELECT" || type === "MULTI_SELECT" ? isObject(value) && value["value"] : value;
  if (among(CHOOSES_ONE, type)) return isText(inner) ? [inner] : undefined;
  return isTexts(inner) ? inner : undefined;
}

function fits(field: EmulatorCardField, value: unknown): boolean {
  const { type, options } = field;
  if (among(CHOOSES_ONE, type) || among(CHOOSES_MANY, type)) {
    const chosen = chosenValues(field, value);
    return chosen?.every((one) => options.some((option) => option.value === one)) ?? false;
  }
  if (among(SWITCHES, type)) return typeof value === "boolean";
  return type === "NUMBER" ? typeof value === "number" && Number.isFinite(value) : isText(value);
}

const isEmpty = (value: unknown) =>
  value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

function checkField(field: EmulatorCardField, value: unknown): void {
  const chosen = isObject(value) ? value["value"] : value;
  if (isEmpty(chosen)) {
    if (!field.required) return;
    throw new EmulatorRefusal("invalid", field.requiredMsg ?? `"${field.label}" has to be filled in.`, {
      zh: field.requiredMsg ?? `“${field.label}”必须填写。`,
    });
  }
  if (!fits(field, value))
    throw new EmulatorRefusal("invalid", `"${field.label}" (${field.type}) cannot hold that value.`, {
      zh: `“${field.label}”（${field.type}）不能填这个值。`,
    });
}

/**
 * Refuses what a person could not submit: a required field left empty, a value that the field cannot hold, a field that
 * the form lacks. A press of another component is not looked at.
 */
export function checkSubmission(card: CardRecord, actionId: string, params: Json | undefined): void {
  const form = cardForm(card);
  if (form === undefined || form.actionId !== actionId) return;
  const values = params?.["form"];
  if (!isObject(values))
    throw new EmulatorRefusal(
      "invalid",
      'A form is submitted with params { "form": { <field>: <value> } }.',
      { zh: '表单要以 params { "form": { <字段>: <值> } } 提交。' },
    );
  const strange = Object.keys(values).find((name) => form.fields.every((field) => field.name !== name));
  if (strange !== undefined)
    throw new EmulatorRefusal("invalid", `The form has no field "${strange}" that could be filled in.`, {
      zh: `表单里没有可以填写的字段“${strange}”。`,
    });
  for (const field of form.fields) checkField(field, values[field.name]);
}
