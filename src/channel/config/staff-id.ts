/** How a staffId is compared: people type them, so neither a prefix nor letter case tells two apart. */

/** `dingtalk:user:Abc` → `abc`. */
export function normalizeStaffId(value: string): string {
  return value
    .trim()
    .replace(/^(dingtalk|dingding):/i, "")
    .replace(/^user:/i, "")
    .toLowerCase();
}
