/** How a DingTalk person is compared with allow lists: by staffId, case kept as the platform gives it. */
import { defineStableChannelIngressIdentity } from "openclaw/plugin-sdk/channel-ingress-runtime";
import { normalizeStaffId } from "../config/staff-id.ts";

export const dingtalkIdentity = defineStableChannelIngressIdentity({
  key: "dingtalk-staff-id",
  authentication: "verified",
  normalizeEntry: normalizeStaffId,
  normalizeSubject: normalizeStaffId,
  sensitivity: "pii",
  isWildcardEntry: (entry) => entry.trim() === "*",
});
