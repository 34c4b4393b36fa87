/**
 * The configuration reference as rows, for the documentation and for tests that compare it with the manual.
 */
import { z } from "zod";
import type { Bilingual, KeySpec, KeyTable } from "./key-spec.ts";
import { accountKeys, rootOnlyKeys } from "./schema.ts";

export interface KeyDescription {
  /** Path below `channels.dingtalk`, e.g. `inboundMedia.dir` or `groups.<id>.requireMention`. */
  readonly key: string;
  /** boolean, number, string, array, object, or `secret`. */
  readonly type: string;
  /** The default as JSON, in words, or `–` for none. */
  readonly default: string;
  /** Valid values in words. */
  readonly wanted: string;
  readonly label: string;
  readonly help: string;
  readonly origin: KeySpec["origin"];
  /** Whether it may stand in an account too. */
  readonly perAccount: boolean;
}

export function describeKeys(language: keyof Bilingual): KeyDescription[] {
  return [
    ...describeTable(accountKeys, "", language, true),
    ...describeTable(rootOnlyKeys, "", language, false),
  ];
}

/** The reference as a Markdown table. */
export function keysAsMarkdown(language: keyof Bilingual): string {
  const head =
    language === "en" ? ["Key", "Type", "Default", "Meaning"] : ["配置项", "类型", "默认值", "说明"];
  const rows = describeKeys(language).map((row) => [
    `\`${row.key}\``,
    row.type,
    row.default === "–" ? "–" : `\`${row.default}\``,
    row.help,
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function describeTable(
  table: KeyTable,
  prefix: string,
  language: keyof Bilingual,
  perAccount: boolean,
): KeyDescription[] {
  return Object.entries(table).flatMap(([name, spec]) =>
    spec.kind === "key"
      ? [describeKey(`${prefix}${name}`, spec, language, perAccount)]
      : describeTable(
          spec.keys,
          `${prefix}${name}.${spec.kind === "entries" ? "<id>." : ""}`,
          language,
          perAccount,
        ),
  );
}

function describeKey(
  key: string,
  spec: KeySpec,
  language: keyof Bilingual,
  perAccount: boolean,
): KeyDescription {
  return {
    key,
    type: spec.sensitive ? "string / secret" : typeName(spec.schema),
    default:
      spec.defaultText?.[language] ?? (spec.default === undefined ? "–" : JSON.stringify(spec.default)),
    wanted: spec.wanted[language],
    label: spec.label[language],
    help: spec.help[language],
    origin: spec.origin,
    perAccount,
  };
}

function typeName(schema: z.ZodType): string {
  const { type } = z.toJSONSchema(schema, { target: "draft-07", io: "input", unrepresentable: "any" });
  return type === undefined ? "any" : String(type);
}
