/**
 * Does another program take a part of this app's messages? DingTalk tells nobody who is connected, so this reports
 * what the running account noticed. `openclaw china doctor --count` finds out.
 */
import { join } from "node:path";
import { DEVELOPER_CONSOLE } from "../../../contract/endpoints.ts";
import { readForeignSigns, type ForeignSign, type ForeignSignKind } from "../../trail/foreign-signs.ts";
import { good, type AccountCheck, type AccountCheckContext } from "./check.ts";

/** In local time, as `2026-11-23 09:46`. */
const timeOf = (at: number) => new Date(at).toLocaleString("sv-SE").slice(0, 16);

function describeSigns(signs: readonly ForeignSign[], { text }: AccountCheckContext): string {
  const words: Readonly<Record<ForeignSignKind, (p: { count: number }) => string>> = {
    "card-pressed": text.signCardPressed,
    "card-quoted": text.signCardQuoted,
    "message-quoted": text.signMessageQuoted,
  };
  return Object.entries(words)
    .map(([kind, say]) => ({ say, count: signs.filter((sign) => sign.kind === kind).length }))
    .flatMap(({ say, count }) => (count === 0 ? [] : [say({ count })]))
    .join(", ");
}

export const checkConsumers: AccountCheck = {
  kind: "account",
  id: "consumers",
  title: "checkConsumersTitle",
  online: false,
  async run(context) {
    const { account, machine, text } = context;
    const { signs } = readForeignSigns(join(machine.stateDir, "dingtalk"), account.accountId, Date.now());
    const [last] = signs;
    if (!last) return good(text.consumersNone);
    return [
      {
        state: "warning",
        found: text.consumersSeen({ signs: describeSigns(signs, context), last: timeOf(last.at) }),
        remedy: text.remedyConsumers,
        link: DEVELOPER_CONSOLE,
        code: "second-consumer",
      },
    ];
  },
};
