/** The demo model over HTTP, as the gateway meets it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDemoModel } from "../../scripts/demo-model/demo-model.ts";
import { extractPrompt } from "../../scripts/demo-model/extract-prompt.ts";
import type { OpenAiServer } from "../../scripts/demo-model/openai-server.ts";
import { splitWords } from "../../scripts/demo-model/split-words.ts";

let model: OpenAiServer;
beforeAll(async () => {
  model = await createDemoModel({ wordDelayMs: 0 });
});
afterAll(() => model.close());

interface Chunk {
  choices: { delta: Record<string, unknown>; finish_reason: string | null }[];
}

async function ask(content: string, more: Record<string, unknown> = {}) {
  const response = await fetch(`${model.baseUrl}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "demo", stream: true, messages: [{ role: "user", content }], ...more }),
  });
  const raw = await response.text();
  const events = raw.split("\n\n").filter((event) => event.startsWith("data: {"));
  const deltas = events.flatMap((event) =>
    (JSON.parse(event.slice(6)) as Chunk).choices.map((choice) => choice.delta),
  );
  const join = (key: string) =>
    deltas.map((delta) => (typeof delta[key] === "string" ? delta[key] : "")).join("");
  return {
    status: response.status,
    raw,
    deltas,
    text: join("content"),
    reasoning: join("reasoning_content"),
  };
}

const wrapped = (text: string) =>
  `[Mon 2026-11-23 03:07 UTC] Conversation info: ⟦openclaw:ctx⟧\n\`\`\`json\n{"sender":{"id":"help","name":"table"}}\n\`\`\`\n\n${text}\n\nRuntime: agent=main | session=agent:main:main | shell=bash`;

describe("the demo model", () => {
  it("says in the asker's language that it is a demo model", async () => {
    expect((await ask("Good morning")).text).toContain("I am a demo model");
    expect((await ask("早上好")).text).toContain("我是一个演示模型");
  });

  it("lists every word it knows when asked for help", async () => {
    const { text } = await ask("帮助");
    for (const word of ["表格", "代码", "长", "慢 40", "图片", "思考", "工具", "错误"])
      expect(text).toContain(word);
  });

  it("answers what the person wrote, not what the host wrapped around it", async () => {
    expect((await ask(wrapped("Good evening"))).text).toContain("“Good evening”");
    expect((await ask(wrapped("代码"))).text).toContain("```ts");
  });

  it("skips the host's own context messages after the person's message", async () => {
    const messages = [
      { role: "user", content: "table" },
      {
        role: "user",
        content: [
          {
            type: "text",
            text: "<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>\nhelp\n<<<END_OPENCLAW_INTERNAL_CONTEXT>>>",
          },
        ],
      },
    ];
    expect((await ask("", { messages })).text).toContain("| --- |");
  });

  it("sends reasoning before the answer when asked to think", async () => {
    const answer = await ask("think");
    expect(answer.reasoning).toContain("demo model");
    const firstText = answer.deltas.findIndex(
      (delta) => typeof delta.content === "string" && delta.content !== "",
    );
    expect(answer.deltas.findLastIndex((delta) => delta.reasoning_content !== undefined)).toBeLessThan(
      firstText,
    );
  });

  it("calls a reading tool that the request offers and reports its result", async () => {
    const tools = [{ type: "function", function: { name: "ls", parameters: {} } }];
    expect((await ask("tool", { tools })).raw).toContain('"name":"ls"');
    const messages = [
      { role: "user", content: "tool" },
      { role: "assistant", content: null, tool_calls: [] },
      { role: "tool", tool_call_id: "call_1_0", content: "README.md" },
    ];
    expect((await ask("", { tools, messages })).text).toContain("README.md");
  });

  it("says so when no tool fits", async () => {
    expect((await ask("tool")).text).toContain("no tool that I know");
  });

  it("answers with a picture that can be fetched", async () => {
    const { text } = await ask("picture");
    const url = /!\[[^\]]+\]\((http:[^)]+)\)/.exec(text)?.[1];
    const response = await fetch(url ?? "");
    expect(response.headers.get("content-type")).toBe("image/png");
    const start = Buffer.from(await response.arrayBuffer()).subarray(1, 4);
    expect(start.toString("latin1")).toBe("PNG");
  });

  it("fails with an HTTP error when asked for an error", async () => {
    const answer = await ask("error");
    expect(answer.status).toBe(400);
    expect(answer.raw).toContain("asked to fail");
  });

  it("answers in one piece when streaming is not wanted", async () => {
    const response = await fetch(`${model.baseUrl}/chat/completions`, {
      method: "POST",
      body: JSON.stringify({ model: "demo", messages: [{ role: "user", content: "table" }] }),
    });
    const body = (await response.json()) as { choices: { message: { content: string } }[] };
    expect(body.choices[0]?.message.content).toContain("| --- |");
  });

  it("takes the seconds it was asked for, evenly", async () => {
    const startedAt = Date.now();
    await ask("slow 1");
    expect(Date.now() - startedAt).toBeGreaterThan(900);
  });
});

describe("the pieces of a streamed text", () => {
  it("give the text back byte for byte", () => {
    const text = "  Hello, world!\n\n| 城市 | 气温 |\n👩‍💻 end ";
    expect(splitWords(text).join("")).toBe(text);
  });
});

describe("the host's wrapping", () => {
  it("leaves text alone that was never wrapped", () => {
    expect(extractPrompt("line one\n\nline two")).toBe("line one\n\nline two");
  });

  it("comes off in whatever order the host stacked it", () => {
    expect(extractPrompt(wrapped("line one\n\nline two"))).toBe("line one\n\nline two");
    expect(
      extractPrompt("<<<BEGIN_OPENCLAW_INTERNAL_CONTEXT>>>\nx\n<<<END_OPENCLAW_INTERNAL_CONTEXT>>>"),
    ).toBe("");
  });
});
