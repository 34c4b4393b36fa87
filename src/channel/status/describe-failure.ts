/**
 * A failure of a call to DingTalk in a person's language: what was found, what to do, and where. Decided by the
 * client's code; DingTalk's own words are quoted, never matched.
 */
import { ADMIN_CONSOLE, DEVELOPER_CONSOLE } from "../../contract/endpoints.ts";
import type { DingTalkError, DingTalkErrorCode } from "../../client/index.ts";
import { describeError } from "../text/describe-error.ts";
import type { Text } from "../text/text.ts";
import type { Finding } from "./checks/check.ts";

type Remedy = (text: Text, error: DingTalkError) => string;

const REMEDIES: Partial<Record<DingTalkErrorCode, Remedy>> = {
  "bad-credentials": (text) => text.badCredentials,
  "ip-not-allowed": (text) => text.remedyIpList,
  "org-not-certified": (text) => text.remedyCertify,
  "quota-gone": (text) => text.remedyQuota,
  "qps-limit": (text) => text.remedySlowDown,
  "flow-control": (text) => text.remedySlowDown,
  "ip-blocked": (text) => text.remedyIpBlocked,
  "scope-missing": (text, error) =>
    text.remedyScope({
      scope: error.requiredScopes?.join(", ") ?? "",
      url: error.applyUrl ?? DEVELOPER_CONSOLE,
    }),
  "invalid-token": (text) => text.remedyClock,
  network: (text) => text.remedyNetwork,
  timeout: (text) => text.remedyNetwork,
  server: (text) => text.remedyTryLater,
  "bad-answer": (text) => text.remedyProxy,
};

/** Codes that say nothing of what was asked: the answer is still unknown. */
const PASSING: ReadonlySet<DingTalkErrorCode> = new Set<DingTalkErrorCode>([
  "qps-limit",
  "flow-control",
  "server",
  "timeout",
  "aborted",
]);

const own = (table: Readonly<Record<string, string>> = {}, key: string) =>
  Object.hasOwn(table, key) ? table[key] : undefined;

function linkFor({ code, applyUrl }: DingTalkError): string | undefined {
  if (applyUrl !== undefined) return applyUrl;
  if (PASSING.has(code) || code === "network") return undefined;
  return code === "org-not-certified" ? ADMIN_CONSOLE : DEVELOPER_CONSOLE;
}

/** By our code where it says what to do, else by DingTalk's, else what is left to say. */
function remedyFor(error: DingTalkError, text: Text): string | undefined {
  const { code, platformCode = "" } = error;
  const [ofDingTalk, ours]: Readonly<Record<string, string>>[] = [
    text.errorRemedyOfDingTalk,
    text.errorRemedy,
  ];
  return REMEDIES[code]?.(text, error) ?? own(ofDingTalk, platformCode) ?? own(ours, code);
}

export function describeFailure(error: DingTalkError, text: Text): Finding {
  const streamRefused = error.operation === "openConnection" && error.code === "refused";
  const remedy = streamRefused ? text.remedyPublish : remedyFor(error, text);
  const link = linkFor(error);
  return {
    state: PASSING.has(error.code) ? "unknown" : "problem",
    found: describeError(error, text),
    code: error.code,
    ...(remedy === undefined ? {} : { remedy }),
    ...(link === undefined ? {} : { link }),
  };
}
