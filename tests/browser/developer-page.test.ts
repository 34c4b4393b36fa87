/**
 * The emulator's developer page in a real browser: the guide from its first line, the wire, the console, faults,
 * time, files. A bot of raw HTTP and WebSocket is on the other side; the emulator serves the page under its policy.
 */
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { beforeEach, describe, expect, it } from "vitest";
import {
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  defaultSeed,
  parseSeed,
  type Emulator,
} from "../../src/emulator/index.ts";
import { connectRobot } from "../emulator/platform-caller.ts";
import { canSkipPages } from "../support/chromium.ts";
import { ANN, useEmulatorPages } from "../support/emulator-pages.ts";

describe.skipIf(canSkipPages)("developer page", () => {
  const pages = useEmulatorPages();
  const { openDeveloper: open, connectBot } = pages;
  const direct = () => pages.conversationId("direct");
  let emulator: Emulator;
  beforeEach(() => {
    emulator = pages.emulator;
  });

  it("a newcomer follows the guide from its first line until the bot hears them, with no account", async () => {
    const { page, button, clipboard } = await open();
    const step = (number: number) => page.locator(`guide-view li[data-step="${number}"]`);
    const done = (number: number) => expect.poll(() => step(number).getAttribute("data-done"));
    await done(1).toBe("no");

    await page.getByLabel("组织名称").fill("新团队");
    await button("创建组织").click();
    await done(1).toBe("yes");
    await button("切换到新团队").click();
    await done(2).toBe("yes");
    await done(3).toBe("no");
    await page.getByRole("link", { name: "应用" }).click();
    await page.getByText("这个组织还没有应用").waitFor();
    await button("入门").click();

    await page.getByLabel("应用名称").fill("周报机器人");
    await button("创建应用").click();
    await done(4).toBe("yes");
    const clientId = await step(4).locator("[data-client-id]").innerText();
    await step(4).getByRole("button", { name: "Client Secret" }).click();
    await expect.poll(clipboard).toMatch(/^[0-9a-f]{64}$/);
    const clientSecret = await clipboard();
    const bot = await connectBot(clientId, clientSecret);

    const chat = await pages.openChat({ person: ANN });
    const { staffId } = emulator.snapshot().people.at(-1)!;
    await chat.page.goto(`${emulator.url}/#person=${staffId}`);
    await chat.page.reload();
    const search = chat.page.getByRole("searchbox", { name: "搜索机器人、群和消息" });
    await search.fill("周报");
    await chat.page.getByText("没有找到").waitFor();

    await button("发布周报机器人").click();
    await done(5).toBe("yes");
    for (const scope of ["Card.Instance.Write", "Card.Streaming.Write"])
      await step(6)
        .getByRole("button", { name: `申请 ${scope}` })
        .click();
    await done(6).toBe("yes");

    await search.fill("");
    await search.fill("周报机");
    await chat.page.getByRole("button", { name: "周报机器人" }).click();
    await chat.composer.fill("你好");
    await chat.composer.press("Enter");
    expect((await bot.hear(() => true)).text.content).toBe("你好");
    await (await bot.startCard({ person: staffId })).finish("收到");
    await expect.poll(() => chat.cardWords.innerText()).toBe("收到");
    await done(7).toBe("yes");
    await step(4).getByRole("button", { name: "地址" }).click();
    await expect.poll(clipboard).toBe(emulator.url);
    // Back from the chat page, whose link names no organisation.
    await page.goto(`${emulator.url}/developer.html`);
    await done(2).toBe("yes");
    await page.locator("guide-view").getByText("当前组织：新团队").waitFor();
    expect(chat.complaints).toEqual([]);
    await chat.close();
  });

  it("a developer watches the wire live, looks into a call without seeing a secret, and copies it as curl", async () => {
    const { page, button, clipboard, words } = await open({ route: "view=wire" });
    await page.getByText("还没有记录").waitFor();
    const bot = await connectBot();
    await emulator.say({ from: ANN, conversationId: direct(), text: "报表在哪" });
    await bot.hear(() => true);
    await bot.sendDirect(ANN, "sampleText", { content: "it's 在共享盘" });

    await page.locator("wire-view .line", { hasText: "CALLBACK /v1.0/im/bot/messages/get" }).click();
    await expect.poll(() => page.locator("wire-entry pre").last().innerText()).toContain("报表在哪");
    expect(await page.locator("wire-entry pre").last().innerText()).toContain('"sessionWebhook": "***"');

    await page.locator("wire-view .line", { hasText: "sendDirect" }).click();
    await expect.poll(words).toContain("在共享盘");
    await button("复制为 curl").click();
    await expect.poll(clipboard).toContain("/v1.0/robot/oToMessages/batchSend");
    const line = await clipboard();
    expect(line).toContain("$ACCESS_TOKEN");
    expect(line).toContain(`'\\''`);
    await page.locator("wire-view .line", { hasText: "getAccessToken" }).click();
    await expect.poll(words).toContain('"appSecret": "***"');
    expect(await words()).not.toContain(DEFAULT_CLIENT_SECRET);
  });

  it("a developer gives a group a webhook robot, which signs; what it sends stands in the group; then takes it away", async () => {
    const { page, button, clipboard } = await open({ route: "view=apps" });
    await page.getByLabel("名称").fill("告警");
    await page.getByLabel("关键词").fill("磁盘，内存");
    await page.getByLabel("加签").check();
    await button("添加机器人").click();
    const robot = page.locator("webhooks-view li");
    await expect.poll(() => robot.innerText()).toContain("告警 · 产品讨论群");
    expect(await robot.innerText()).toContain("磁盘, 内存");
    await button("复制 Webhook 地址").click();
    await expect.poll(clipboard).toContain("/robot/send?access_token=");
    const webhook = await clipboard();
    await button("复制加签密钥").click();
    await expect.poll(clipboard).toMatch(/^SEC/);
    const secret = await clipboard();
    const timestamp = String(Date.now());
    const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
    const answer = await fetch(`${webhook}&${new URLSearchParams({ timestamp, sign }).toString()}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ msgtype: "text", text: { content: "磁盘满了" } }),
    });
    expect(await answer.json()).toMatchObject({ errcode: 0 });
    const chat = await pages.openChat({});
    await chat.page.getByRole("button", { name: "产品讨论群" }).click();
    await chat.page.getByText("磁盘满了").last().waitFor();
    expect(chat.complaints).toEqual([]);
    await chat.close();
    await button("移除 告警").click();
    await expect.poll(() => robot.count()).toBe(0);
    expect(emulator.console().webhookRobots).toEqual([]);
  });

  it("a developer filters the wire, pauses it, goes on and clears it", async () => {
    const bot = await connectBot();
    emulator.fault({ operation: "sendDirect", effect: { kind: "hidden-failure" }, times: 1 });
    await bot.sendDirect(ANN, "sampleText", { content: "一" }).catch(() => undefined);
    const { page, button } = await open({ route: "view=wire" });
    const lines = page.locator("wire-view .line");
    await expect.poll(() => lines.count()).toBe(4);
    await page.getByLabel("只看失败").check();
    await expect.poll(() => lines.allInnerTexts()).toEqual([expect.stringContaining("sendDirect")]);
    await page.getByLabel("只看失败").uncheck();
    await page.getByLabel("类型").selectOption("socket");
    await expect.poll(() => lines.allInnerTexts()).toEqual([expect.stringContaining("连接建立")]);
    await page.getByLabel("类型").selectOption("all");
    await page.getByLabel("按内容筛选").fill("accesstoken");
    await expect.poll(() => lines.count()).toBe(1);
    await page.getByLabel("按内容筛选").fill("");

    await button("暂停").click();
    await bot.sendDirect(ANN, "sampleText", { content: "二" });
    await emulator.waitFor(({ calls }) => calls.filter((one) => one.operation === "sendDirect").length === 2);
    expect(await lines.count()).toBe(4);
    await button("继续").click();
    await expect.poll(() => lines.count()).toBe(5);
    await button("清空").click();
    await expect.poll(() => lines.count()).toBe(0);
    expect(emulator.wire()).toEqual([]);
  });

  it("a developer reaches the oldest entries that the emulator still has", async () => {
    for (let index = 1; index <= 1_050; index += 1) await fetch(`${emulator.url}/calls/${index}`);
    const { page, button } = await open({ route: "view=wire" });
    const lines = page.locator("wire-view .line");
    for (const shown of [300, 600, 900, 1_000]) {
      await expect.poll(() => lines.count()).toBe(shown);
      await button("显示更早的").click();
    }
    await expect.poll(() => lines.count()).toBe(1_050);
    await lines.filter({ hasText: /\/calls\/1\b/ }).waitFor();
    await page.getByText("模拟器里的记录都在这里了").waitFor();
    expect(await button("显示更早的").count()).toBe(0);
  });

  it("a developer is offered the faults that a call knows, and only those", async () => {
    const { page, button } = await open({ route: "view=faults" });
    const call = page.getByLabel("哪个调用");
    const effect = page.getByLabel("发生什么");
    await expect.poll(() => call.inputValue()).toBe("sendDirect");
    const words = () => effect.locator("option").allInnerTexts();
    await expect.poll(async () => (await words()).join()).toContain("HTTP 200");
    expect((await words()).join()).not.toContain("文件传到一半断开");
    await effect.selectOption("hidden");
    await call.selectOption("messageFile");
    await expect.poll(async () => (await words()).join()).toContain("文件传到一半断开");
    expect(await effect.inputValue()).toBe("qps");
    for (const preset of ["qps", "hang-before", "delay", "reset", "cut", "trickle", "custom"]) {
      await effect.selectOption(preset);
      await button("设置故障").click();
      await expect.poll(() => emulator.console().faults.length).toBe(1);
      emulator.clearFaults();
      await page.getByText("没有，平台一切正常。").waitFor();
    }
  });

  it("a developer sets a fault by button, sees it hit in the inspector, and removes another", async () => {
    const bot = await connectBot();
    const { page, button, words } = await open({ route: "view=faults" });
    await page.getByLabel("哪个调用").selectOption("sendDirect");
    await page.getByLabel("发生什么").selectOption("qps");
    await page.getByLabel("先放行几次").fill("1");
    await page.getByLabel("命中几次").fill("2");
    await button("设置故障").click();
    await page.locator("[data-fault]").waitFor();
    const send = () => bot.sendDirect(ANN, "sampleText", { content: "好" });
    await send();
    await expect(send()).rejects.toThrow("QpsLimitForAppkeyAndApi");
    await expect.poll(() => page.locator("[data-fault]").innerText()).toContain("匹配 2 次，命中 1 / 2 次");
    await page.getByRole("link", { name: "通信" }).click();
    await page.locator("wire-view .line.bad", { hasText: "403" }).click();
    await expect.poll(words).toContain("refuse");

    await page.getByRole("link", { name: "故障" }).click();
    await button(/移除/).click();
    await page.getByText("没有，平台一切正常。").waitFor();
    await send();
  });

  it("a developer withdraws a permission, breaks a connection and takes the credentials in the console", async () => {
    const bot = await connectBot();
    const { page, button, clipboard, words } = await open({ route: "view=apps" });
    await button("收回 qyapi_robot_sendmsg").click();
    await button("开通 qyapi_robot_sendmsg").waitFor();
    await expect(bot.sendDirect(ANN, "sampleText", { content: "好" })).rejects.toThrow("403");
    await button("开通 qyapi_robot_sendmsg").click();
    await button("收回 qyapi_robot_sendmsg").waitFor();
    await bot.sendDirect(ANN, "sampleText", { content: "好" });
    await expect.poll(() => page.locator("[data-billed]").innerText()).toBe("1");

    expect(await words()).not.toContain(DEFAULT_CLIENT_SECRET);
    await button("显示").click();
    await expect.poll(words).toContain(DEFAULT_CLIENT_SECRET);
    await button("复制").nth(1).click();
    await expect.poll(clipboard).toBe(DEFAULT_CLIENT_SECRET);

    await page.setViewportSize({ width: 360, height: 780 });
    const narrow = await button("收回 qyapi_base").boundingBox();
    expect(narrow!.x + narrow!.width).toBeLessThanOrEqual(360);
    await page.locator("[data-connection]").getByText("已连接").waitFor();
    await button(/^半开：/).click();
    await page.locator("[data-connection] .chip.bad").waitFor();
    await button(/^切断：/).click();
    await page.getByText("没有连接。").waitFor();
  });

  it("a developer limits an app's month and who may call, ticks an event, and sends one of any type", async () => {
    const robot = await connectRobot(emulator, { autoAck: true });
    const { page, button } = await open({ route: "view=apps" });
    const month = page.locator("app-month [data-month]");
    await month.getByLabel("调用上限").fill("2");
    await month.getByRole("button", { name: "设置" }).click();
    await expect.poll(() => emulator.quota(DEFAULT_CLIENT_ID).monthlyCalls).toBe(2);
    const addresses = page.locator("app-month [data-addresses]");
    await addresses.getByLabel("IP 地址").fill("203.0.113.9，10.0.0.*");
    await addresses.getByRole("button", { name: "设置" }).click();
    await expect
      .poll(() => emulator.console().apps[0]?.allowedAddresses)
      .toEqual(["203.0.113.9", "10.0.0.*"]);
    await addresses.getByRole("status").getByText("已生效").waitFor();
    await addresses.getByLabel("IP 地址").fill("203.0.113");
    await addresses.getByRole("button", { name: "设置" }).click();
    await page.getByRole("alert").getByText("不是 IP 地址，请写成").waitFor();
    // The form is far down the page: what went wrong is in sight all the same.
    expect(await page.getByRole("alert").evaluate((one) => one.getBoundingClientRect().top)).toBeGreaterThan(
      0,
    );
    expect(await addresses.getByRole("status").innerText()).toBe("");
    await page.getByLabel("数据（JSON）").fill("{a}");
    await button("立即推送").click();
    await page.getByRole("alert").getByText("不是合法的 JSON").waitFor();
    await page.getByLabel("robot_msg_read").check();
    await expect.poll(() => emulator.console().apps[0]?.events).toEqual(["robot_msg_read"]);
    await page.getByLabel("事件类型").fill("chat_disband");
    await page.getByLabel("数据（JSON）").fill('{"chatId":"c1"}');
    await button("立即推送").click();
    const frame = await robot.next("*");
    expect([frame.headers.eventType, frame.data]).toEqual(["chat_disband", '{"chatId":"c1"}']);
    await robot.close();
    pages.expectComplaint(/status of 400/);
  });

  it("a developer moves the time until the token has expired", async () => {
    const bot = await connectBot();
    const { page, button } = await open({ route: "view=faults" });
    await page.getByText("与本机一致").waitFor();
    await button("+ 2 小时").click();
    await page.getByText("比本机快 2 h").waitFor();
    await expect(bot.sendDirect(ANN, "sampleText", { content: "好" })).rejects.toThrow(
      "InvalidAuthentication",
    );
    expect(emulator.time().aheadMs).toBe(7_200_000);
  });

  it("an administrator follows the apply link of a refusal, and only the button grants", async () => {
    emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
    const bot = await connectBot();
    const card = await bot.startCard({ person: ANN });
    const refusal = await card.grow("好").then(
      () => "",
      (error: Error) => error.message,
    );
    const link = new URL(/http:\/\/127[^\s"]+/.exec(refusal)![0]);
    const { page, button } = await open({ path: `${link.pathname}${link.search}` });
    await page.getByText("申请 Card.Streaming.Write。").waitFor();
    expect(emulator.snapshot().apps[0]?.scopes).not.toContain("Card.Streaming.Write");
    await button("申请并开通").click();
    await page.getByText("已开通 Card.Streaming.Write。").waitFor();
    await card.grow("好");
  });

  it("a developer saves everything as a file and loads it into an emulator that forgot it", async () => {
    await emulator.say({ from: ANN, conversationId: direct(), text: "别忘了" });
    const { page, button } = await open({ route: "view=files" });
    const download = page.waitForEvent("download");
    await button("保存为文件").click();
    const file = await (await download).path();
    expect(parseSeed(await readFile(file, "utf8")).messages).toHaveLength(1);

    emulator.reset();
    expect(emulator.messages()).toEqual([]);
    await page.locator("#seed").setInputFiles(file);
    await page.getByText("已载入").waitFor();
    expect(emulator.messages()).toMatchObject([{ text: "别忘了" }]);

    await page.locator("#seed").setInputFiles({
      name: "no.json",
      mimeType: "application/json",
      buffer: Buffer.from('{"company":"x"}'),
    });
    await page.getByRole("alert").getByText("操作没有成功").waitFor();
    pages.expectComplaint(/status of 400/);
  });

  it("a developer records a conversation and plays it: it passes, and then names the step that differs", async () => {
    const bot = await connectBot();
    let words = "你好，我在";
    const answer = (async () => {
      for (let heard = 0; heard < 3; heard += 1) {
        await bot.hear(() => bot.heard.length > heard);
        await bot.sendDirect(ANN, "sampleText", { content: words });
      }
    })();
    const { page, button } = await open({ route: "view=files" });
    await button("开始录制").click();
    await page.getByText("录制中").waitFor();
    await emulator.say({ from: ANN, conversationId: direct(), text: "在吗" });
    await page.getByText("已有 2 步").waitFor();
    const download = page.waitForEvent("download");
    await button("停止并保存").click();
    const file = await (await download).path();
    const play = () => page.locator("#replay").setInputFiles(file);
    await play();
    await page.getByText("通过，共 2 步").waitFor();
    words = "换了个说法";
    await play();
    await page.getByText("在第 2 步失败").waitFor();
    await page.getByText('内容是 "换了个说法"，应为 "你好，我在"').waitFor();
    await answer;
  });

  it("a developer sees calls that nobody knows beside the coverage table", async () => {
    await fetch(`${emulator.url}/v1.0/todo/tasks`, { method: "POST", body: "{}" });
    const { page, words } = await open({ route: "view=coverage" });
    await expect.poll(() => page.locator("[data-unknown]").innerText()).toContain("POST /v1.0/todo/tasks");
    expect(await words()).toContain("tests/emulator/cards.test.ts");
  });

  it("a hostile name, body or path never becomes markup on the developer's page", async () => {
    const attack = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
    const seed = defaultSeed();
    emulator = await pages.restart({
      seed: { ...seed, company: attack, apps: seed.apps.map((app) => ({ ...app, name: attack })) },
    });
    await emulator.say({ from: ANN, conversationId: direct(), text: attack });
    const bot = await connectBot();
    await bot.hear(() => true);
    await fetch(`${emulator.url}/${encodeURIComponent(attack)}`, { method: "POST", body: attack });
    for (const view of ["guide", "apps", "wire", "coverage"]) {
      const { page, words } = await open({ route: `view=${view}` });
      await expect.poll(words).toContain("<img src=x");
      if (view === "wire") await page.locator(".line", { hasText: "CALLBACK" }).click();
      expect(await page.evaluate("window.hacked")).toBeUndefined();
      expect(await page.locator("img, script:not([type=module]), [onerror]").count()).toBe(0);
    }
  });

  it.each([
    { width: 1440, locale: "zh-CN", colorScheme: "light" },
    { width: 1440, locale: "en-US", colorScheme: "dark" },
    { width: 360, locale: "en-US", colorScheme: "light" },
    { width: 360, locale: "zh-CN", colorScheme: "dark" },
  ] as const)(
    "a developer with assistive technology meets no serious barrier at $width px, $locale, $colorScheme",
    async (look) => {
      const bot = await connectBot();
      await emulator.say({ from: ANN, conversationId: direct(), text: "你好" });
      await bot.hear(() => true);
      emulator.fault({ operation: "streamCard", effect: { kind: "delay", ms: 5 }, times: 2 });
      emulator.revoke(DEFAULT_CLIENT_ID, "Card.Streaming.Write");
      await fetch(`${emulator.url}/v1.0/todo/tasks`, { method: "POST", body: "{}" });
      for (const view of ["guide", "apps", "wire", "faults", "files", "coverage", "apply"]) {
        const route = `view=${view}&app=${DEFAULT_CLIENT_ID}&scope=Card.Streaming.Write`;
        const { page, findBarriers } = await open({ route, ...look });
        if (view === "wire") await page.locator(".line").first().click();
        expect(await findBarriers(), view).toEqual([]);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(look.width);
      }
    },
  );
});
