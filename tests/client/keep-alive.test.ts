/** A program that is nothing but a bot: held by its stream if it asks for it, and let go by `stop` or `close`. */
import { expect, test } from "vitest";
import { createDingTalkClient } from "../../src/client/index.ts";

const holds = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test.each(["stop", "close"] as const)(
  "a bot's process is held until %s when it asks for it, and only then",
  async (end) => {
    const unreachable = "http://127.0.0.1:9";
    const client = createDingTalkClient({
      clientId: "dingx",
      clientSecret: "s",
      endpoints: { api: unreachable, oapi: unreachable },
    });
    const before = holds();
    const free = client.stream({ onFrame: () => {} });
    const unheld = holds();
    const held = client.stream({ onFrame: () => {}, keepProcessAlive: true });
    expect(holds() - unheld).toBe(1);
    await (end === "stop" ? held.stop() : client.close());
    expect(holds()).toBeLessThanOrEqual(unheld);
    expect(unheld).toBeGreaterThanOrEqual(before);
    await free.stop();
    await client.close();
  },
);
