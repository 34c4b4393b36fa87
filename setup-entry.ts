/** What the gateway loads to set the channel up: the same plugin, nothing started. */
import { defineSetupEntry } from "./src/channel/host/entry.ts";
import { createDingTalk } from "./src/channel/plugin.ts";

export default defineSetupEntry(createDingTalk().plugin);
