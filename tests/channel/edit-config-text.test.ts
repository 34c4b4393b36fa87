/** A configuration file that a person wrote keeps every byte that was not changed. */
import * as fc from "fast-check";
import JSON5 from "json5";
import { describe, expect, test } from "vitest";
import { editConfigText, hasComments } from "../../src/channel/config/edit-config-text.ts";

const BY_HAND = `// My gateway. Do not touch the port!
{
  // listens on the LAN
  gateway: { mode: 'local', port: 0x4a1f, }, // 18975
  "models": {
    /* two of them */
    'primary': "gpt", fallback: 'qwen',
  },
  channels: {
    telegram: { botToken: "\${TG_TOKEN}" /* from the shell */ },
    // the bot of sales
    dingtalk: {
      clientId: 'ding-old', // the app "Sales"
      // the secret is below
      clientSecret: 'old-secret',
      allowFrom: [
        'boss01', // the boss
        "lina02",
      ],
      longTaskNoticeDelayMs: +5e3,
    },
  },
  meta: { lastTouchedVersion: '2026.8.1' },
}
// the end
`;

const CHANGED = `// My gateway. Do not touch the port!
{
  // listens on the LAN
  gateway: { mode: 'local', port: 0x4a1f, }, // 18975
  "models": {
    /* two of them */
    'primary': "gpt", fallback: 'qwen',
  },
  channels: {
    telegram: { botToken: "\${TG_TOKEN}" /* from the shell */ },
    // the bot of sales
    dingtalk: {
      clientId: "ding-new", // the app "Sales"
      // the secret is below
      clientSecret: {
        source: "env",
        id: "DT",
      },
      allowFrom: [
        'boss01', // the boss
        "lina02",
        "wang03",
      ],
      longTaskNoticeDelayMs: +5e3,
      dmPolicy: "pairing",
    },
  },
  meta: { lastTouchedVersion: '2026.9.6' },
  session: {dmScope: 'per-account-channel-peer'},
}
// the end
`;

interface Config {
  readonly channels: { readonly dingtalk: Record<string, unknown> };
  readonly meta: object;
  readonly session?: object;
}
const read = (text: string) => JSON5.parse<Config>(text);

/** What set-up does to it, and the host's stamp. */
function setUp(text: string) {
  const config = read(text);
  const { dingtalk } = config.channels;
  Object.assign(dingtalk, {
    clientId: "ding-new",
    clientSecret: { source: "env", id: "DT" },
    dmPolicy: "pairing",
    allowFrom: [...(dingtalk["allowFrom"] as string[]), "wang03"],
  });
  Object.assign(config.meta, { lastTouchedVersion: "2026.9.6" });
  return { ...config, session: { dmScope: "per-account-channel-peer" } };
}

describe("a file written by hand", () => {
  test("keeps comments, quotes, order, commas and numbers outside of what set-up changed", () => {
    expect(editConfigText(BY_HAND, setUp(BY_HAND))).toBe(CHANGED);
  });

  test("keeps the line ends of Windows, and gets no other ones", () => {
    const windows = BY_HAND.replaceAll("\n", "\r\n");
    expect(editConfigText(windows, setUp(windows))).toBe(CHANGED.replaceAll("\n", "\r\n"));
  });

  test("stays byte for byte where nothing is changed", () => {
    expect(editConfigText(BY_HAND, read(BY_HAND))).toBe(BY_HAND);
  });

  test("loses the lines of what is taken out, and their neighbours stay", () => {
    const config = read(BY_HAND);
    const { clientId: _, clientSecret: _secret, ...rest } = config.channels.dingtalk;
    const loggedOut = {
      ...config,
      channels: { ...config.channels, dingtalk: { ...rest, allowFrom: ["lina02"] } },
    };
    expect(editConfigText(BY_HAND, loggedOut)).toBe(
      BY_HAND.replace("      clientId: 'ding-old', // the app", "      // the app")
        .replace("      clientSecret: 'old-secret',\n", "")
        .replace("        'boss01', // the boss\n", "        // the boss\n"),
    );
  });

  test.each([
    ["as plain JSON with four blanks", '{\n    "a": 1,\n    "b": {\n        "c": [1, 2]\n    }\n}'],
    ["in one line", '{a: 1, "b": {c: [1, 2]}}'],
    ["with tabs and a mark at its beginning", "\uFEFF{\n\ta: 1,\n\tb: {c: [1, 2]},\n}\n"],
  ])("%s is as it was when what was added is taken away again", (_how, text) => {
    const account = { clientId: "x", allowFrom: ["a", "b"] };
    const added = editConfigText(text, { a: 1, b: { c: [1, 2], "zz-try": account } });
    expect(added).toContain("zz-try");
    expect(editConfigText(added ?? "", { a: 1, b: { c: [1, 2] } })).toBe(text);
  });

  test.each([
    ["no JSON5", "{ a: 1 b: 2 }", { a: 1 }],
    ["no object", "[1] // mine", { a: 1 }],
    ["one that says a key twice", "{ a: 1, a: 2 /* which? */ }", { a: 3 }],
  ])("that is %s is not touched, as nobody could say how", (_what, text, wanted) => {
    expect(editConfigText(text, wanted)).toBeUndefined();
  });
});

/** A value as a person may write it: with comments, either quotes, keys without any, commas at the end. */
const style = fc.record({
  comment: fc.boolean(),
  lines: fc.boolean(),
  comma: fc.boolean(),
  single: fc.boolean(),
});
type Style = typeof style extends fc.Arbitrary<infer Value> ? Value : never;

function writeBy({ comment, lines, comma, single }: Style, value: unknown, depth = 1): string {
  const quote = (text: string) => {
    const json = JSON.stringify(text);
    return single && !/["'\\]/.test(text) ? `'${text}'` : json;
  };
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const again = (inner: unknown) => writeBy({ comment, lines, comma, single }, inner, depth + 1);
  const parts = Array.isArray(value)
    ? value.map(again)
    : Object.entries(value).map(
        ([key, inner]) => `${comment ? "/* c */ " : ""}${quote(key)}: ${again(inner)}`,
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (parts.length === 0) return `${open}${close}`;
  const gap = lines ? `\n${"  ".repeat(depth)}` : " ";
  const end = lines ? `\n${"  ".repeat(depth - 1)}` : " ";
  return `${open}${gap}${parts.join(`,${gap}`)}${comma ? "," : ""}${end}${close}`;
}

const leaf = fc.oneof(fc.string({ maxLength: 6 }), fc.integer(), fc.boolean(), fc.constant(null));
const key = fc.stringMatching(/^[a-z$_][\w-]{0,4}$/);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const config = fc.dictionary(key, tree, { maxKeys: 5, noNullPrototype: true });

test("whatever is written and whatever is wanted, the text says just that, and no comment of a kept key is lost", () => {
  fc.assert(
    fc.property(config, config, config, style, (kept, before, after, how) => {
      const text = `// head\n${writeBy(how, { mine: kept, theirs: before })}\n// tail\n`;
      const edited = editConfigText(text, { mine: kept, theirs: after });
      expect(JSON5.parse(edited ?? "")).toEqual({ mine: kept, theirs: after });
      expect(edited).toContain(
        writeBy(how, { mine: kept })
          .trim()
          .slice(1, -1)
          .replace(/,?\s*$/, ""),
      );
      expect(edited).toMatch(/^\/\/ head\n[\s\S]*\n\/\/ tail\n$/);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['{ "a": 1 }', false],
  ['{ "api": "https://example.com//x", "b": "/* no */" }', false],
  [String.raw`{ "a": "quote \" // still text" }`, false],
  ["{ a: 'it // is text' }", false],
  ['{ "a": 1 } // mine', true],
  ['{ /* mine */ "a": 1 }', true],
  ["", false],
])("a person who wrote %s has comments in it or not", (raw, expected) => {
  expect(hasComments(raw)).toBe(expected);
});
