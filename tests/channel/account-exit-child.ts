/**
 * A process with a local DingTalk and one account, which answers one message, stops both and must then end by
 * itself. Prints `stopped`, with the number of timers that are left.
 */
import { createEmulator, DEFAULT_CLIENT_ID } from "../../src/emulator/index.ts";
import { systemClock, type Clock } from "../../src/lib/clock.ts";
import { startAccountRig } from "../support/account-rig.ts";

const pending = new Set<object>();
const clock: Clock = {
  now: () => systemClock.now(),
  after(delayMs, run) {
    const entry = {};
    pending.add(entry);
    const timer = systemClock.after(delayMs, () => {
      pending.delete(entry);
      run();
    });
    return {
      cancel() {
        pending.delete(entry);
        timer.cancel();
      },
    };
  },
};

const emulator = await createEmulator();
const { account, directory } = await startAccountRig({ url: emulator.url, clock });
const conversationId = emulator.openDirect(DEFAULT_CLIENT_ID, "zhangwei01");
await emulator.say({ from: "zhangwei01", conversationId, text: "hello" });
await emulator.waitFor(({ messages }) =>
  messages.some(
    (message) => message.card?.content === "answer to hello" && message.card.state === "finished",
  ),
);
await account.stop();
await emulator.close();
process.stdout.write(`stopped ${pending.size} ${directory}\n`);
