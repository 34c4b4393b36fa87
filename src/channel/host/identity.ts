/** How a DingTalk person is compared with allow lists: by staffId, case kept as the platform gives it. */
import { defineStableChannelIngressIdentity } from "openclaw/plugin-sdk/channel-ingress-runtime";

/** `dingtalk:user:abc` → `abc`. staffIds are compared without regard to case, as people type them. */
export function normalizeStaffId(value: string): string {
  return value
    .trim()
    .replace(/^(dingtalk|dingding):/i, "")
    .replace(/^user:/i, "")
    .toLowerCase();
}

export const dingtalkIdentity = defineStableChannelIngressIdentity({
  key: "dingtalk-staff-id",
  authentication: "verified",
  normalizeEntry: normalizeStaffId,
  normalizeSubject: normalizeStaffId,
  sensitivity: "pii",
  isWildcardEntry: (entry) => entry.trim() === "*",
});
