/**
 * A process that appends one event, says so, and waits to be killed. `node journal-crash-child.ts FOLDER EVENT MODE`
 */
import { openSqliteJournal } from "../../src/channel/journal/sqlite.ts";

const [directory = "", id = "", mode = "append"] = process.argv.slice(2);
const journal = openSqliteJournal({ directory, channelId: "dingtalk", accountId: "bot1" });
if (mode === "append") await journal.enqueue(id, { text: "hello" }, { laneKey: "lane" });
if (mode === "unawaited") void journal.enqueue(id, { text: "hello" });
if (mode === "claim") await journal.claim(id, { ownerId: "dead" });
if (mode === "complete") await journal.complete(id);
process.stdout.write("done\n");
if (mode === "unawaited") process.kill(process.pid, "SIGKILL");
setInterval(() => {}, 1000);
