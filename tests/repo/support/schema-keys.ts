/** Walks a JSON schema by key names. */

export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

const alternatives = (schema: JsonSchema): readonly JsonSchema[] => [
  schema,
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap(alternatives),
];

/** `{}` says "anything, unlooked at"; a described value says "a map of these". */
function mapValue(schema: JsonSchema): JsonSchema | undefined {
  const value = schema.additionalProperties;
  return typeof value === "object" && Object.keys(value).length > 0 ? value : undefined;
}

/** Whether `path` names a key that the schema knows; keys of maps (account ids) may be anything. */
export function hasKey(schema: JsonSchema, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return true;
  return alternatives(schema).some((option) => {
    const known = Object.hasOwn(option.properties ?? {}, name) ? option.properties?.[name] : mapValue(option);
    return known !== undefined && hasKey(known, rest);
  });
}

/** The paths of all keys in `value` that the schema does not know; only the outermost of each. */
export function findUnknownKeys(schema: JsonSchema, value: unknown, path: readonly string[] = []): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const here = [...path, name];
    return hasKey(schema, here) ? findUnknownKeys(schema, inner, here) : [here.join(".")];
  });
}
