import { describe, expect, it } from "vitest";
import { apiAddress, ConsoleFailure, createConsoleApi, type ConsoleApiOptions } from "./console-api.ts";

const PAGE = "http://gate.test/base/dingtalk/console/#view=now";

/** The API with a gateway that gives this answer; what was asked of it stands in `asked`. */
function createScene(answer: () => Response | Promise<Response>, options: Partial<ConsoleApiOptions> = {}) {
  const asked: { readonly url: URL; readonly init: RequestInit }[] = [];
  const api = createConsoleApi({
    pageAddress: PAGE,
    language: () => "zh-CN",
    token: () => undefined,
    fetch: async (input, init = {}) => {
      asked.push({ url: new URL(String(input)), init });
      return answer();
    },
    ...options,
  });
  return { api, asked };
}

const failureOf = async (run: Promise<unknown>): Promise<ConsoleFailure> => {
  const failure: unknown = await run.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof ConsoleFailure) return failure;
  throw new Error(`No failure, but ${String(failure)}.`);
};

describe("the console's API", () => {
  it("stands beside the page, below whatever base path the gateway has", () => {
    expect(apiAddress(PAGE, false)).toBe("http://gate.test/base/dingtalk/panel/api/");
    const panel = "http://gate.test/dingtalk/panel/?x=1";
    expect(apiAddress(panel, false)).toBe("http://gate.test/dingtalk/panel/api/");
    expect(apiAddress(panel, true)).toBe("http://gate.test/dingtalk/console/api/");
  });

  it("gets the token as a header, never in the address", async () => {
    const { api, asked } = createScene(() => Response.json({}), { token: () => "secret-token" });
    await api.read<"messages">("messages?account=main");
    await api.undoSettings();
    expect(asked[0]?.url.search).toBe("?account=main&lang=zh-CN");
    expect(asked[0]?.init).toMatchObject({
      method: "GET",
      headers: { authorization: "Bearer secret-token" },
    });
    expect(asked[1]?.init).toMatchObject({ method: "POST", body: "{}" });
    expect(asked.map(({ url }) => url.href).join(" ")).not.toContain("secret-token");
  });

  it("gets the frame's word from the dashboard's frame, and no token", async () => {
    const { api, asked } = createScene(() => Response.json({}), { frameWord: "w0rd", token: () => "t" });
    await api.read<"now">("now");
    expect(asked[0]?.url.pathname).toBe("/base/dingtalk/console/api/now");
    expect(asked[0]?.init.headers).toEqual({
      accept: "application/json",
      "x-dingtalk-console-frame": "w0rd",
    });
  });

  it("says whether nobody answered, the token is wrong, or the gateway refused and why", async () => {
    const kindOf = async (answer: () => Response | Promise<Response>) =>
      (await failureOf(createScene(answer).api.read<"now">("now"))).kind;
    expect(await kindOf(() => Promise.reject(new TypeError("fetch failed")))).toBe("unreachable");
    expect(await kindOf(() => new Response("<html>starting</html>", { status: 200 }))).toBe("unreachable");
    expect(await kindOf(() => new Response("Not Found", { status: 404 }))).toBe("unreachable");
    expect(await kindOf(() => new Response("Unauthorized", { status: 401 }))).toBe("signed-out");
    const error = { code: "conflict", text: "Changed elsewhere.", remedy: "Look again." };
    const { api } = createScene(() => Response.json({ error }, { status: 409 }));
    const failure = await failureOf(api.read<"settings">("settings"));
    expect(failure).toMatchObject({ kind: "refused", message: "Changed elsewhere.", refusal: error });
  });
});
