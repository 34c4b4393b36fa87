/** What the gateway loads: the DingTalk channel plugin. */
import { defineEntry } from "./src/channel/host/entry.ts";
import { createDingTalkPlugin } from "./src/channel/plugin.ts";

export default defineEntry(createDingTalkPlugin());
