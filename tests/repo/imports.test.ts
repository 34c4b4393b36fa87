/** The edges between folders. The law is in support/import-table.ts. */
import { describe, expect, it } from "vitest";
import { evaluateImports } from "./support/evaluate-imports.ts";
import { readSources } from "./support/source-files.ts";

const breaches = (path: string, text: string) => evaluateImports([{ path, text }]);

describe("the import table", () => {
  it("is kept by every TypeScript file", () => {
    const files = readSources(/\.ts$/);
    expect(files.length).toBeGreaterThan(50);
    expect(evaluateImports(files)).toEqual([]);
  });

  it("catches an emulator that imports the client", () => {
    expect(breaches("src/emulator/server.ts", 'import { x } from "../client/index.ts";')).toHaveLength(1);
    expect(breaches("src/emulator/server.ts", 'import type { X } from "../client/index.ts";')).toHaveLength(
      1,
    );
    expect(breaches("src/emulator/server.ts", 'const x = await import("../client/index.ts");')).toHaveLength(
      1,
    );
    expect(breaches("src/emulator/server.ts", 'export * from "../channel/model.ts";')).toHaveLength(1);
  });

  it("lets the pages have the contract's types and nothing else of it", () => {
    const type = 'import type { EmulatorMessage } from "../../contract/emulator-control.ts";';
    const value = 'import { OPERATIONS } from "../../contract/endpoints.ts";';
    expect(breaches("src/web/chat/page.ts", type)).toEqual([]);
    expect(breaches("src/web/chat/page.ts", type.replace("import type { ", "import { type "))).toEqual([]);
    expect(breaches("src/web/chat/page.ts", value)).toHaveLength(1);
  });

  it("catches values of the host's SDK outside channel/host", () => {
    const value = 'import { x } from "openclaw/plugin-sdk/channel-core";';
    expect(breaches("src/channel/host/entry.ts", value)).toEqual([]);
    expect(breaches("src/channel/turn/run-turn.ts", value)).toHaveLength(1);
    expect(breaches("src/channel/turn/run-turn.ts", value.replace("import", "import type"))).toEqual([]);
  });

  it("catches a contract that touches Node and a parser that touches files", () => {
    expect(breaches("src/contract/auth.ts", 'import fs from "node:fs";')).toHaveLength(1);
    expect(breaches("src/channel/inbound/parse-text.ts", 'import "node:fs";')).toHaveLength(1);
  });

  it("refuses a folder that nobody put into the table", () => {
    expect(breaches("src/misc/thing.ts", "")).toEqual([expect.stringContaining('no row "misc"')]);
    expect(breaches("src/channel/extras/thing.ts", "")).toHaveLength(1);
  });
});
