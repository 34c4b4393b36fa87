/**
 * One account on the local DingTalk at the given address, with its state in the given folder. It answers each message
 * with a mention of whoever wrote it, says on its output when the turn is over, and waits to be killed.
 */
import { startAccountRig } from "../support/account-rig.ts";

const [url = "", directory = ""] = process.argv.slice(2);
const { account, host } = await startAccountRig({ url, directory });
let answered = false;
host.agent = async (turn) => {
  await turn.lifecycle.onAdopted();
  const text = `<@${turn.message.sender.staffId}> done`;
  await turn.events.deliver({ text, media: [], isError: false }, "final");
  answered = true;
  return "completed";
};
setInterval(async () => {
  const { pending = 0, claimed = 0 } = (await account.journal?.depth()) ?? {};
  if (answered && pending + claimed === 0) process.stdout.write("over\n");
}, 50);
