import { describe, expect, it } from "vitest";
import { guardStorage } from "../../shared/guarded-storage.ts";
import { changeRoute, encodeConsoleRoute, openingView, parseConsoleRoute } from "./console-route.ts";
import { planQuestions } from "./plan-questions.ts";
import { createSessionToken } from "./session-token.ts";

const addresses = (...args: Parameters<typeof planQuestions>) =>
  planQuestions(...args).map(({ address }) => address);

const storageOf = (kept: Map<string, string>) =>
  guardStorage(() => ({
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  }));

describe("the address of a place in the console", () => {
  it("comes back as it was written, whatever a name or search holds", () => {
    const route = { view: "messages", account: "main", search: "a&b=#c 报表", reveal: "1" } as const;
    expect(parseConsoleRoute(encodeConsoleRoute(route))).toEqual(route);
    expect(parseConsoleRoute(encodeConsoleRoute({ view: "settings", scope: "" }))).toEqual({
      view: "settings",
      scope: "",
    });
  });

  it("names no view where somebody made one up", () => {
    expect(parseConsoleRoute("#view=__proto__&account=main")).toEqual({ account: "main" });
  });

  it("forgets what belonged to the view before, but not the account", () => {
    const route = { view: "messages", account: "main", message: "9", search: "x" } as const;
    expect(changeRoute(route, { view: "people" })).toEqual({ view: "people", account: "main" });
    expect(changeRoute(route, { search: undefined })).toMatchObject({ message: "9", search: undefined });
  });

  it("leads to set-up while no bot is configured, else to what happens now", () => {
    expect(openingView([])).toBe("setup");
    expect(openingView([{ state: "not-configured" }])).toBe("setup");
    expect(openingView([{ state: "not-configured" }, { state: "blocked" }])).toBe("now");
  });
});

describe("what the page asks for", () => {
  it("is always how the bots are, and what the open view shows", () => {
    expect(addresses(undefined, {}, undefined)).toEqual(["now"]);
    expect(addresses("settings", {}, "main")).toEqual(["now", "settings"]);
    expect(addresses("people", { search: "王" }, "main")).toEqual([
      "now",
      "people?account=main&search=%E7%8E%8B",
    ]);
    expect(addresses("people", {}, undefined)).toEqual(["now"]);
  });

  it("shows a message's words only where somebody asked to see them", () => {
    const route = { account: "main", message: "a/b" };
    expect(addresses("messages", route, "main")).toEqual([
      "now",
      "messages?limit=50&account=main",
      "messages/a%2Fb",
    ]);
    expect(addresses("messages", { ...route, reveal: "1" }, "main")[2]).toBe("messages/a%2Fb?reveal=1");
  });
});

describe("the gateway's token", () => {
  it("is taken out of the address and kept for the tab", () => {
    const kept = new Map<string, string>();
    const token = createSessionToken(storageOf(kept));
    expect(token.takeFrom("#view=now&token=a%2Bb")).toBe("#view=now");
    expect(token.value).toBe("a+b");
    expect(createSessionToken(storageOf(kept)).value).toBe("a+b");
    expect(token.takeFrom("#view=people")).toBe("#view=people");
    token.set(undefined);
    expect(createSessionToken(storageOf(kept)).value).toBeUndefined();
  });

  it("works where the browser forbids storage", () => {
    const token = createSessionToken(
      guardStorage(() => {
        throw new Error("forbidden");
      }),
    );
    expect(token.takeFrom("#token=abc")).toBe("");
    expect(token.value).toBe("abc");
  });
});
