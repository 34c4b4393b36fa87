/** Which sentence says what an account's policies mean now, its lists included. Pure; the words are in `text`. */
import type { PeopleView } from "../../../contract/console.ts";
import type { ViewsTextKey } from "../text/views-en.ts";

/** Undefined: a policy that this page does not know. */
export function directSentence({ dmPolicy, lists }: PeopleView): ViewsTextKey | undefined {
  const entries = lists.find(({ list }) => list === "allowFrom")?.entries ?? [];
  const everybody = entries.some(({ id }) => id === "*");
  switch (dmPolicy) {
    case "open":
      return entries.length > 0 && !everybody ? "people.dm.openList" : "people.dm.open";
    case "pairing":
      return everybody ? "people.dm.open" : "people.dm.pairing";
    case "allowlist":
      if (everybody) return "people.dm.open";
      return entries.length === 0 ? "people.dm.allowlistEmpty" : "people.dm.allowlist";
    case "disabled":
      return "people.dm.disabled";
    default:
      return undefined;
  }
}

export function groupSentence({ groupPolicy }: PeopleView): ViewsTextKey | undefined {
  switch (groupPolicy) {
    case "open":
      return "people.group.open";
    case "allowlist":
      return "people.group.allowlist";
    case "disabled":
      return "people.group.disabled";
    default:
      return undefined;
  }
}
