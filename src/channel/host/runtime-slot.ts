/** Where the host leaves its runtime when it loads the plugin; everything else asks here. */
import type { PluginRuntime } from "openclaw/plugin-sdk/channel-core";
import { createPluginRuntimeStore } from "openclaw/plugin-sdk/runtime-store";

export type { PluginRuntime };

export const runtimeSlot = createPluginRuntimeStore<PluginRuntime>({
  pluginId: "dingtalk",
  errorMessage: "the DingTalk plugin was used before the gateway initialised it",
});
