/** One turn through DingTalk: a person writes, the bot answers; every time is taken in this one process. */
import { CARD_MIN_INTERVAL_MS } from "../../src/contract/card.ts";
import type { EmulatorCall, EmulatorMessage } from "../../src/contract/emulator-control.ts";
import { DEFAULT_CLIENT_ID, type Emulator } from "../../src/emulator/index.ts";
import { shownText } from "../../tests/support/dingtalk-rig.ts";
import type { ScriptedModel } from "../../tests/support/scripted-model.ts";
import type { Answer } from "./answers.ts";

export interface ChannelTurn {
  /** Push → ack on the socket. */
  readonly ackMs: number;
  /** Push → the model is asked. */
  readonly askMs: number;
  /** Model's first word → first visible text. */
  readonly firstMs: number;
  /** Model's last word → finished card. */
  readonly endMs: number;
  /** What of `endMs` the platform's interval between two writes to a card forces. 0: the end was free. */
  readonly heldMs: number;
  readonly outTrackId: string;
}

const TURN_LIMIT_MS = 90_000;
const isFinished = (message: EmulatorMessage) => !message.card || message.card.state === "finished";

/** How long after `lastWordAt` the platform's interval since the frame before forbids the final one. */
function heldBy(calls: readonly EmulatorCall[], outTrackId: string, lastWordAt: number): number {
  const frames = calls.filter((call) => call.outTrackId === outTrackId && call.operation === "streamCard");
  const before = frames.at(-2);
  return before ? Math.max(0, before.at + CARD_MIN_INTERVAL_MS - lastWordAt) : 0;
}

export interface Place {
  readonly emulator: Emulator;
  readonly model: ScriptedModel;
}

export async function runChannelTurn(
  { emulator, model }: Place,
  staffId: string,
  ask: string,
  answer: Answer,
): Promise<ChannelTurn> {
  const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, staffId);
  let firstAt = 0;
  const stop = emulator.onEvent((event) => {
    if (event.type !== "message" || event.message.conversationId !== conversationId) return;
    const { message } = event;
    if (!firstAt && message.from.kind === "robot" && answer.text.startsWith(shownText(message).trim())) {
      if (shownText(message).trim() !== "") firstAt = Date.now();
    }
  });
  try {
    model.on(ask, answer.steps);
    const { msgId } = await emulator.say({ from: staffId, conversationId, text: ask });
    const reply = await emulator.waitFor(
      () =>
        emulator
          .messages(conversationId)
          .find((one) => one.from.kind === "robot" && shownText(one) === answer.text && isFinished(one)),
      TURN_LIMIT_MS,
    );
    const endAt = Date.now();
    const exchange = await model.next(ask);
    const push = emulator.messages(conversationId).find(({ id }) => id === msgId)?.pushes?.[0];
    const pushedAt = push?.pushedAt ?? Number.NaN;
    const lastWordAt = exchange.lastTextAt ?? Number.NaN;
    return {
      ackMs: (push?.ackedAt ?? Number.NaN) - pushedAt,
      askMs: exchange.request.receivedAt - pushedAt,
      firstMs: firstAt - (exchange.firstTextAt ?? Number.NaN),
      endMs: endAt - lastWordAt,
      heldMs: heldBy(emulator.calls(), reply.card?.outTrackId ?? "", lastWordAt),
      outTrackId: reply.card?.outTrackId ?? "",
    };
  } finally {
    stop();
  }
}
