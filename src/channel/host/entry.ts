/** The host's entry shapes around our plugin. */
import { defineChannelPluginEntry, defineSetupPluginEntry } from "openclaw/plugin-sdk/channel-core";
import type { DingTalkPlugin } from "./build-plugin.ts";
import { runtimeSlot } from "./runtime-slot.ts";

export function defineEntry(plugin: DingTalkPlugin) {
  return defineChannelPluginEntry({
    id: "dingtalk",
    name: "DingTalk",
    description: "DingTalk bots in Stream mode with streaming AI Cards.",
    plugin,
    setRuntime: runtimeSlot.setRuntime,
  });
}

export function defineSetupEntry(plugin: DingTalkPlugin) {
  return defineSetupPluginEntry(plugin);
}
