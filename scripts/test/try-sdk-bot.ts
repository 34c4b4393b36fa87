/**
 * A person and a bot on an official SDK: what is said to it and what has to come back. Which SDK, and how its bot is
 * started, is `scripts/test-sdks.ts`.
 */
import { deepStrictEqual } from "node:assert";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";

export interface Bot {
  readonly emulator: Emulator;
  /** What it printed so far. */
  readonly output: () => string;
}

const PERSON = "manager807";
const PATIENCE_MS = 30_000;
/** One white dot. */
const PICTURE =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M/A8B8ABQAB/4mZPR0AAAAASUVORK5CYII=";

const isConnected = (emulator: Emulator) =>
  emulator.waitFor(({ snapshot }) => snapshot.apps[0]?.connections === 1, PATIENCE_MS);

function conversation(emulator: Emulator, type: "direct" | "group"): string {
  const found = emulator.snapshot().conversations.find((one) => one.type === type);
  if (!found) throw new Error(`There is no ${type} conversation.`);
  return found.conversationId;
}

type Message = ReturnType<Emulator["messages"]>[number];

const isCard = (state: string, content: string) => (message: Message) =>
  message.card?.state === state && message.card.content === content;

type Said = Omit<Parameters<Emulator["say"]>[0], "from" | "conversationId">;

/** Says it and waits until the bot's next message is as `isRight` wants it. */
async function expectAnswer(
  { emulator }: Bot,
  said: Said,
  isRight: (message: Message) => boolean,
  type: "direct" | "group" = "direct",
): Promise<void> {
  const before = emulator.messages().length;
  await emulator.say({ from: PERSON, conversationId: conversation(emulator, type), ...said });
  await emulator.waitFor(
    ({ messages }) => messages.slice(before).find((one) => one.from.kind === "robot" && isRight(one)),
    PATIENCE_MS,
  );
}

/** Nothing that the bot called was refused, or unknown, and each of its acks counted. */
function expectNoRefusal({ emulator }: Bot): void {
  const refused = emulator.calls().filter(({ status }) => status !== 200);
  deepStrictEqual(refused, []);
  deepStrictEqual(emulator.ignoredAcks(), []);
}

/** In a direct chat, in a group, and once more after the platform has ended its connection. */
export async function tryExample(bot: Bot): Promise<void> {
  const { emulator } = bot;
  await isConnected(emulator);
  await expectAnswer(bot, { text: "Good morning" }, ({ text }) => text === "陈思远: Good morning");
  const inGroup = { text: "and here", mentions: [DEFAULT_CLIENT_ID] };
  await expectAnswer(bot, inGroup, ({ text }) => text === "陈思远: and here", "group");
  const opened = () => emulator.calls().filter(({ operation }) => operation === "openConnection").length;
  const before = opened();
  emulator.connectionFault(DEFAULT_CLIENT_ID, { kind: "disconnect", graceMs: 500 });
  await emulator.waitFor(() => opened() > before || undefined, PATIENCE_MS);
  await isConnected(emulator);
  await expectAnswer(bot, { text: "again" }, ({ text }) => text === "陈思远: again");
  expectNoRefusal(bot);
}

/** The words of `tests/sdks/feature_bot.py`. */
export async function tryFeatures(bot: Bot): Promise<void> {
  const { emulator } = bot;
  await isConnected(emulator);
  await expectAnswer(bot, { text: "text" }, ({ text }) => text === "plain");
  await expectAnswer(
    bot,
    { text: "markdown" },
    ({ kind, text }) => kind === "markdown" && text === "**bold**",
  );
  await expectAnswer(bot, { text: "card" }, isCard("finished", "**two**"));
  await expectAnswer(
    bot,
    { text: "card", mentions: [DEFAULT_CLIENT_ID] },
    isCard("finished", "**two**"),
    "group",
  );
  await expectAnswer(bot, { text: "button" }, isCard("finished", "body\n\ntip"));
  await expectAnswer(bot, { text: "fail" }, isCard("failed", ""));
  await expectAnswer(bot, { text: "deliver" }, isCard("finished", "at once"));
  await expectAnswer(bot, { text: "ai" }, isCard("finished", "Hello"));
  const { card } = emulator.messages().at(-1) ?? {};
  const actionId = card?.buttons?.[0]?.actionId ?? "none";
  await emulator.press({ from: PERSON, outTrackId: card?.outTrackId ?? "none", actionId });
  const isPressed = isCard("finished", `${PERSON}: go`);
  await emulator.waitFor(({ messages }) => messages.find(isPressed), PATIENCE_MS);
  const picture = { content: { kind: "picture", data: PICTURE, name: "dot.png" } } as const;
  const size = Buffer.from(PICTURE, "base64").length;
  await expectAnswer(bot, picture, ({ text }) => new RegExp(`^${size} bytes !\\[again\\]\\(@`).test(text));
  emulator.pushEvent({ clientId: DEFAULT_CLIENT_ID, eventType: "example_event", data: { word: "heard" } });
  // The line is printed before the bot answers, which the emulator's book shows.
  await emulator.waitFor(() => bot.output().includes("event example_event heard") || undefined, PATIENCE_MS);
  expectNoRefusal(bot);
}
