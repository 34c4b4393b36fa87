/** Keeps an account's promise pending for its life and turns our patches into the host's account status. */
import { createAccountStatusSink, runPassiveAccountLifecycle } from "openclaw/plugin-sdk/channel-outbound";
import type { ChannelAccountSnapshot } from "openclaw/plugin-sdk/channel-contract";

export type AccountStatusPatch = Omit<ChannelAccountSnapshot, "accountId">;
export type AccountStatusSink = (patch: AccountStatusPatch) => void;

export { createAccountStatusSink, runPassiveAccountLifecycle };
