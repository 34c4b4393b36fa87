/**
 * The host looks for this file by name and asks it which configuration fields are secrets.
 * Without it a secret reference in `clientSecret` would keep the channel from starting.
 */
import { secretContract } from "./host/plugin-config.ts";

export const { secretTargetRegistryEntries, collectRuntimeConfigAssignments } = secretContract;
export const channelSecrets = secretContract;
