/** Ordinary messages with buttons, against the local DingTalk. */
import { expect, it, onTestFinished } from "vitest";
import { createSendChoices } from "../../src/channel/outbound/send-choices.ts";
import { createDingTalkClient } from "../../src/client/index.ts";
import { sayLink } from "../../src/contract/robot-send.ts";
import { createEmulator, DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { systemClock } from "../../src/lib/clock.ts";

const PERSON = "zhangwei01";

async function scene() {
  const emulator = await createEmulator();
  onTestFinished(() => emulator.close());
  const client = createDingTalkClient({
    clientId: DEFAULT_CLIENT_ID,
    clientSecret: DEFAULT_CLIENT_SECRET,
    endpoints: { api: emulator.url, oapi: emulator.url },
  });
  const send = createSendChoices({ client, clock: systemClock, logger: silentLogger });
  const shown = () =>
    emulator.messages(emulator.openDirect(DEFAULT_CLIENT_ID, PERSON)).map(({ text }) => text);
  return { url: emulator.url, client, send, shown };
}
const target = { kind: "user", staffId: PERSON } as const;
const choices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    title: `No. ${index + 1}`,
    says: `/answer AB ${index + 1}`,
  }));

it("a link that speaks for a person has a small host and plus signs for blanks", () => {
  expect(sayLink("/approve AB12 允许 & go")).toBe(
    "dtmd://dingtalkclient/sendMessage?content=%2Fapprove+AB12+%E5%85%81%E8%AE%B8+%26+go",
  );
});

it("a person reads up to five buttons, one below the other", async () => {
  const { client, send, shown } = await scene();
  await send({ target }, "**Which?**", choices(5));
  expect(shown()[0]).toContain(`[No. 5](${sayLink("/answer AB 5")})`);
  await expect(send({ target }, "**Which?**", choices(6))).rejects.toThrow(RangeError);
  await expect(send({ target }, "**Which?**", [])).rejects.toThrow(RangeError);
  await client.close();
});

it("a dead session webhook is followed by the robot API", async () => {
  const { url, client, send, shown } = await scene();
  const session = { url: `${url}/robot/sendBySession?session=gone`, expiresAt: Date.now() + 60_000 };
  expect(await send({ target, session }, "**Which?**", choices(2))).toMatchObject({ via: "robot" });
  expect(shown()).toHaveLength(1);
  await expect(send({ session }, "**Which?**", choices(2))).rejects.toMatchObject({
    code: "session-expired",
  });
  await client.close();
});

it("one button goes out as a message with one link", async () => {
  const { client, send } = await scene();
  await expect(send({ target }, "**Fine?**", choices(1))).resolves.toMatchObject({ via: "robot" });
  await client.close();
});

it("the words of a message with buttons are written as messages show Markdown", async () => {
  const { client, send, shown } = await scene();
  await send({ target }, "Which one?<br>Say so.", choices(2));
  expect(shown()[0]).toMatch(/^Which one\? {2}\n {2}Say so\./);
  await client.close();
});
