/** Pictures, files and quotes on the chat page, in a real browser, with a bot of raw HTTP and WebSocket. */
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createEmulator,
  DEFAULT_CLIENT_ID,
  DEFAULT_CLIENT_SECRET,
  type Emulator,
} from "../../src/emulator/index.ts";
import { ask, logIn } from "../emulator/platform-caller.ts";
import { openChatWindow, type ChatWindow } from "../support/chat-window.ts";
import { chatPages } from "../support/built-pages.ts";
import { canSkipPages, launchChromium } from "../support/chromium.ts";
import { mp4, oggOpus } from "../support/fake-sounds.ts";
import { startRawBot, type RawBot } from "../support/raw-bot.ts";

const PERSON = "manager807";
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** The part of a browser's globals that pasting and dropping need; the tests are compiled without the DOM. */
interface PageGlobals {
  readonly DataTransfer: new () => { readonly items: { add(file: File): void } };
  readonly ClipboardEvent: new (type: string, init: object) => Event;
  readonly DragEvent: new (type: string, init: object) => Event;
}

/** A sound or a film on the page. */
interface Player {
  readonly duration: number;
  readonly ended: boolean;
  readonly videoWidth?: number;
  readonly error: { readonly message: string } | null;
}

let browser: Browser;
let emulator: Emulator;
let bot: RawBot;
let window: ChatWindow;

describe.skipIf(canSkipPages)("attachments on the chat page", () => {
  beforeAll(async () => {
    browser = await launchChromium();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
  });

  beforeEach(async () => {
    emulator = await createEmulator({ webRoot: chatPages });
    bot = await startRawBot({
      url: emulator.url,
      clientId: DEFAULT_CLIENT_ID,
      clientSecret: DEFAULT_CLIENT_SECRET,
    });
    const chat = emulator.openDirect(DEFAULT_CLIENT_ID, PERSON);
    window = await openChatWindow(browser, { url: emulator.url, person: PERSON, chat });
  });

  afterEach(async () => {
    const { complaints } = window;
    await window.close();
    await bot.close();
    await emulator.close();
    expect(complaints).toEqual([]);
  });

  it("a person sends a picture with words and a file, and quotes a message, and the page shows all of it", async () => {
    const { composer, page, findBarriers } = window;
    const picker = page.locator('chat-composer input[type="file"]');
    await picker.setInputFiles([
      { name: "图.png", mimeType: "image/png", buffer: PIXEL },
      { name: "报价单.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("sheet") },
    ]);
    await page.locator("composer-extras").getByText("报价单.xlsx").waitFor();
    expect(await findBarriers()).toEqual([]);
    await composer.fill("看看这个");
    await composer.press("Enter");
    expect((await bot.hear(({ msgtype }) => msgtype === "file")).msgtype).toBe("file");
    expect((await bot.hear(({ msgtype }) => msgtype === "richText")).msgtype).toBe("richText");
    const picture = page.locator("attachment-list img");
    await expect
      .poll(() => picture.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth))
      .toBe(1);
    await page.locator("attachment-list .chip").getByText("报价单.xlsx").waitFor();
    expect(await page.locator("composer-extras li").count()).toBe(0);

    await page.locator("message-item").last().hover();
    await page.locator("message-item .quote").last().click();
    await page.locator("composer-extras .quoting").waitFor();
    await composer.fill("这是什么？");
    await composer.press("Enter");
    await expect.poll(() => page.locator("message-item .quoted").innerText()).toContain("看看这个");
    expect(await findBarriers()).toEqual([]);
    const [, said, quoting] = emulator.messages();
    expect(quoting?.quotes).toBe(said?.id);
  });

  it("a person pastes a picture, leaves it out again, and a file that is dropped goes out alone", async () => {
    const { composer, page } = window;
    const offer = (event: "paste" | "drop", name: string) =>
      composer.evaluate(
        (area, [type, fileName]) => {
          const dom = globalThis as unknown as PageGlobals;
          const data = new dom.DataTransfer();
          data.items.add(new File(["x"], fileName));
          const init = { bubbles: true, composed: true, cancelable: true };
          area.dispatchEvent(
            type === "paste"
              ? new dom.ClipboardEvent("paste", { ...init, clipboardData: data })
              : new dom.DragEvent("drop", { ...init, dataTransfer: data }),
          );
        },
        [event, name] as const,
      );
    await offer("paste", "paste.png");
    await page.getByRole("button", { name: "移除 paste.png" }).click();
    await expect.poll(() => page.locator("composer-extras li").count()).toBe(0);
    await offer("drop", "notes.txt");
    await page.locator("composer-extras").getByText("notes.txt").waitFor();
    await page.locator("chat-composer .send").click();
    await bot.hear(({ msgtype }) => msgtype === "file");
    expect(emulator.messages()).toMatchObject([{ attachments: [{ name: "notes.txt", bytes: 1 }] }]);
  });

  it("a person sends a voice and a video sample, the bot gets both as from a phone, and the page plays them", async () => {
    const { page, findBarriers } = window;
    const pick = async (name: string) => {
      await page.getByRole("button", { name: "语音和视频示例" }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    await pick("语音示例");
    await pick("视频示例");
    const voice = (await bot.hear(({ msgtype }) => msgtype === "audio")).content;
    const words = "早上好，帮我念一下今天的日程。";
    expect(voice).toMatchObject({ duration: 1_500, recognition: words, downloadCode: expect.any(String) });
    const film = (await bot.hear(({ msgtype }) => msgtype === "video")).content;
    expect(film).toMatchObject({ duration: 2_000, videoType: "mp4", downloadCode: expect.any(String) });

    await page.locator("attachment-list .words").getByText(words).waitFor();
    expect(await findBarriers()).toEqual([]);
    for (const name of ["voice.wav", "video.mp4"])
      await page.locator("attachment-list").getByTitle(`播放 ${name}`).click();
    const lengths = () =>
      page.locator("attachment-list :is(audio, video)").evaluateAll((players) =>
        players.map((player) => {
          const { duration, ended, videoWidth, error } = player as unknown as Player;
          return { duration, ended, videoWidth, error: error?.message };
        }),
      );
    await expect.poll(lengths, { timeout: 15_000 }).toEqual([
      { duration: 1.5, ended: true },
      { duration: 2, ended: true, videoWidth: 128 },
    ]);
    expect(await findBarriers()).toEqual([]);
  });

  it("a person sees a picture, a voice, a video and a file of the robot, its reaction, and that it took something back", async () => {
    const { page, findBarriers, composer } = window;
    const app = await logIn(emulator);
    const upload = async (type: string, name: string, data: Buffer) => {
      const body = new FormData();
      body.append("media", new Blob([new Uint8Array(data)]), name);
      const url = `${emulator.url}/media/upload?access_token=${app.token}&type=${type}`;
      return (await ask(url, { method: "POST", body })).body["media_id"] as string;
    };
    const robotCode = DEFAULT_CLIENT_ID;
    const send = async (msgKey: string, param: object) => {
      const body = { robotCode, userIds: [PERSON], msgKey, msgParam: JSON.stringify(param) };
      return (await app.call("sendDirect", body)).body["processQueryKey"] as string;
    };
    const picture = await upload("image", "chart.png", PIXEL);
    await send("sampleImageMsg", { photoURL: picture });
    const voice = await upload("voice", "voice.ogg", oggOpus(3_200));
    await send("sampleAudio", { mediaId: voice, duration: "3200" });
    const film = await upload("video", "film.mp4", mp4(61_000));
    await send("sampleVideo", {
      videoMediaId: film,
      videoType: "mp4",
      picMediaId: picture,
      duration: "61",
    });
    const sheet = await upload("file", "sheet.xlsx", Buffer.from("sheet"));
    await send("sampleFile", { mediaId: sheet, fileName: "报价单.xlsx", fileType: "xlsx" });
    const pictures = page.locator("attachment-list img");
    await expect.poll(() => pictures.count()).toBe(2);
    await page.locator("attachment-list .chip").getByText("3 秒").waitFor();
    await page.locator("attachment-list .video").getByText("61 秒").waitFor();
    await page.locator("attachment-list .chip").getByText("报价单.xlsx").waitFor();

    await composer.fill("在吗");
    await composer.press("Enter");
    const { msgId, conversationId } = await bot.hear(({ msgtype }) => msgtype === "text");
    const name = "🤔思考中";
    await app.call("replyEmotion", {
      robotCode,
      openConversationId: conversationId,
      openMsgId: msgId,
      emotionType: 2,
      emotionName: name,
      textEmotion: { emotionId: "2659900", emotionName: name, text: name, backgroundId: "im_bg_1" },
    });
    await page.locator("message-item .reactions").getByText(name).waitFor();
    const key = await send("sampleText", { content: "说错了" });
    await page.locator("message-item .bubble").getByText("说错了").waitFor();
    await app.call("recallDirect", { robotCode, processQueryKeys: [key] });
    await page.locator("message-item .recalled").getByText("撤回了一条消息").waitFor();
    expect(await page.locator("message-item").getByText("说错了").count()).toBe(0);
    expect(await findBarriers()).toEqual([]);
  });
});
