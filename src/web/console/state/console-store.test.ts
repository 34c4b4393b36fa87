import { describe, expect, it, onTestFinished } from "vitest";
import type { NowView } from "../../../contract/console.ts";
import { ConsoleFailure, type ConsoleApi } from "../console-api.ts";
import { createConsoleStore, type ConsoleStore } from "./console-store.ts";
import { followUntil } from "./follow-until.ts";

const PACE_MS = 5;

const nowOf = (processId: string): NowView => ({
  now: 0,
  processId,
  version: "1",
  mayChange: true,
  pageAddress: "/",
  accounts: [],
  turns: [],
  deadLetters: [],
  latency: { turns: [], p50: {}, p95: {} },
  archive: [],
});

/** A gateway that answers as told, and a store that asks it. */
function createScene(visible = true) {
  const asked: string[] = [];
  const gateway = { processId: "a", fails: undefined as ConsoleFailure | undefined, refuses: "" };
  const waiting: { readonly fits: (store: ConsoleStore) => boolean; readonly done: () => void }[] = [];
  const api = {
    read: async (address: string) => {
      asked.push(address);
      if (gateway.fails) throw gateway.fails;
      if (address === gateway.refuses) throw new ConsoleFailure("refused", "no");
      return address === "now" ? nowOf(gateway.processId) : { address };
    },
  } as unknown as Pick<ConsoleApi, "read">;
  const store = createConsoleStore({
    api,
    visible,
    paceMs: PACE_MS,
    onChange: () => {
      for (const one of waiting) if (one.fits(store)) one.done();
    },
  });
  onTestFinished(() => store.dispose());
  const until = (fits: (state: ConsoleStore["state"]) => boolean) =>
    new Promise<void>((done) => {
      if (fits(store.state)) return done();
      waiting.push({ fits: ({ state }) => fits(state), done });
    });
  return { store, gateway, asked, until };
}

const NOW = { name: "now", address: "now" } as const;

describe("the console's store", () => {
  it("asks again and again while the page is seen", async () => {
    const { store, asked, until } = createScene();
    store.watch([NOW]);
    await until(() => asked.length >= 3);
    expect(store.state).toMatchObject({ link: "open", data: { now: { processId: "a" } } });
  });

  it("is silent while the page is hidden, and asks at once when it is seen again", async () => {
    const { store, asked, until } = createScene(false);
    store.watch([NOW]);
    await until(({ link }) => link === "open");
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 6 * PACE_MS));
    expect(asked.length).toBe(before);
    store.setVisible(true);
    await until(() => asked.length > before);
  });

  it("keeps what it knows when the connection is lost, and recovers by itself", async () => {
    const { store, gateway, until } = createScene();
    store.watch([NOW]);
    await until(({ link }) => link === "open");
    gateway.fails = new ConsoleFailure("unreachable", "gone");
    await until(({ link }) => link === "lost");
    expect(store.state.data.now?.processId).toBe("a");
    gateway.fails = undefined;
    await until(({ link }) => link === "open");
  });

  it("notices that the gateway has started anew", async () => {
    const { store, gateway, until } = createScene();
    store.watch([NOW]);
    await until(({ link }) => link === "open");
    gateway.processId = "b";
    await until(({ restarts }) => restarts === 1);
    await store.refresh();
    expect(store.state.restarts).toBe(1);
  });

  it("forgets everything and stops asking when the token is refused", async () => {
    const { store, gateway, asked, until } = createScene();
    store.watch([NOW]);
    await until(({ link }) => link === "open");
    gateway.fails = new ConsoleFailure("signed-out", "401");
    await until(({ link }) => link === "signed-out");
    expect(store.state.data).toEqual({});
    const before = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 6 * PACE_MS));
    expect(asked.length).toBe(before);
    gateway.fails = undefined;
    store.reset();
    await until(({ link }) => link === "open");
  });

  it("drops the answer to another question of the same name, and keeps the others", async () => {
    const { store, until } = createScene();
    store.watch([NOW, { name: "people", address: "people?account=a" }]);
    await until(({ data }) => data.people !== undefined);
    store.watch([NOW, { name: "people", address: "people?account=b" }]);
    expect(store.state.data.people).toBeUndefined();
    expect(store.state.data.now).toBeDefined();
    await until(({ data }) => data.people !== undefined);
    expect(store.state.data.people).toEqual({ address: "people?account=b" });
  });

  it("shows the rest where one question is refused", async () => {
    const { store, gateway, until } = createScene();
    gateway.refuses = "setup";
    store.watch([NOW, { name: "setup", address: "setup" }]);
    await until(({ refusals }) => refusals.setup !== undefined);
    expect(store.state.link).toBe("open");
    expect(store.state.data.now).toBeDefined();
  });
});

const signal = () => new AbortController().signal;

const follow = (failure: ConsoleFailure) =>
  followUntil<number>({
    ask: () => Promise.reject(failure),
    isOver: () => true,
    onAnswer: () => undefined,
    signal: signal(),
    paceMs: 1,
    patienceMs: 10,
  });

describe("following something that takes a while", () => {
  it("goes on over a restart of the gateway", async () => {
    const answers = [1, undefined, undefined, 3];
    const seen: (number | "lost")[] = [];
    const last = await followUntil<number>({
      ask: async () => {
        const answer = answers.shift();
        if (answer === undefined) throw new ConsoleFailure("unreachable", "restarting");
        return answer;
      },
      isOver: (answer) => answer === 3,
      onAnswer: (answer) => void seen.push(answer),
      onLost: () => void seen.push("lost"),
      signal: signal(),
      paceMs: 1,
    });
    expect(last).toBe(3);
    expect(seen).toEqual([1, "lost", "lost", 3]);
  });

  it("is given up when nobody answers for long, and ends with the token", async () => {
    expect(await follow(new ConsoleFailure("unreachable", "gone"))).toBeUndefined();
    await expect(follow(new ConsoleFailure("signed-out", "401"))).rejects.toThrow("401");
  });
});
