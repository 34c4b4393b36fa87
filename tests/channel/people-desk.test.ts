/** How an account names people: in its log, in its lists, and for a command beside the gateway. */
import fs from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { borrowDirectory } from "../../src/channel/account/borrow-directory.ts";
import { createPeopleDesk } from "../../src/channel/account/people-desk.ts";
import { resolveAccount } from "../../src/channel/config/accounts.ts";
import { createText } from "../../src/channel/text/text.ts";
import { temporaryFolder } from "../support/account-rig.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createRecordingLogger } from "../support/recording-logger.ts";
import { inbound } from "../support/reply-scene.ts";

const text = createText("en");

function stage(section: object = {}, directory = temporaryFolder()) {
  onTestFinished(() => fs.rmSync(directory, { recursive: true, force: true }));
  const account = resolveAccount(section, undefined, { env: {}, stateDir: "/s", home: "/h" });
  const logger = createRecordingLogger();
  const open = () => {
    const clock = createManualClock();
    const client = {} as never;
    const desk = createPeopleDesk({
      client,
      account,
      readAccount: () => account,
      directory,
      text,
      clock,
      logger,
    });
    onTestFinished(() => desk.dispose());
    return desk;
  };
  return { account, directory, logger, open };
}

describe("the log", () => {
  it("names a person with the id, and a group with its title", () => {
    const desk = stage().open();
    const sender = { staffId: "lina02", name: "李娜" };
    expect(desk.describe(inbound({ sender }))).toEqual({ from: "李娜 (lina02)" });
    expect(desk.describe(inbound({ sender: { staffId: "x", name: "x" } }))).toEqual({ from: "x" });
    const conversation = { kind: "group", id: "cidA==", title: "产品群" } as const;
    expect(desk.describe(inbound({ sender, conversation }))).toEqual({
      from: "李娜 (lina02)",
      in: "产品群 (cidA==)",
    });
  });

  it("says at the start who is on the lists, by the names that are known by then", () => {
    const { logger, open } = stage({ allowFrom: ["lina02", "ceo"], groupAllowFrom: ["*"] });
    const desk = open();
    desk.directory.learn(inbound({ sender: { staffId: "lina02", name: "李娜" } }));
    desk.tellAllowed();
    expect(logger.lines).toEqual(["info: The list channels.dingtalk allowFrom: 李娜 (lina02), ceo"]);
  });
});

describe("a command beside the gateway", () => {
  it("reads what the gateway has learned", async () => {
    const { account, directory, open } = stage({ clientId: "a", clientSecret: "b" });
    open().directory.learn(inbound({ sender: { staffId: "lina02", name: "李娜" } }));
    const people = await borrowDirectory({ account, directory, text, tell() {} }, (borrowed) =>
      borrowed.listPeople(),
    );
    expect(people).toEqual([{ kind: "user", id: "lina02", name: "李娜" }]);
  });
});

describe("a disk that refuses", () => {
  it("costs the names, not the account", async () => {
    const { directory, logger, open } = stage();
    fs.writeFileSync(path.join(directory, "directory"), "a file where the folder should be");
    const desk = open();
    desk.directory.learn(inbound());
    expect(await desk.directory.listPeople()).toEqual([]);
    expect([desk.notices.claim("a"), desk.notices.claim("a")]).toEqual([true, false]);
    expect(logger.lines.join("\n")).toContain("The directory cannot be used");
  });
});
