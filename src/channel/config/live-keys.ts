/**
 * Keys that are read anew for each message: changing one of them restarts nothing. The host's reload rules and what
 * the console says of a change are made of this list.
 */
export const LIVE_KEYS: readonly string[] = [
  "allowFrom",
  "groupAllowFrom",
  "dmPolicy",
  "groupPolicy",
  "requireMention",
  "groups",
  "groupSessionScope",
  "mergeWindowMs",
  "approvals",
];
