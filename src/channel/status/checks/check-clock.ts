/** Is this machine's clock right? Tokens and tickets live by it. */
import { isDingTalkError } from "../../../client/index.ts";
import { good, type AccountCheck } from "./check.ts";

const LIMIT_MS = 60_000;

export const checkClock: AccountCheck = {
  kind: "account",
  id: "clock",
  title: "checkClockTitle",
  online: true,
  async run({ client, text, signal }) {
    try {
      const skewMs = await client.measureClockSkew(signal);
      if (skewMs === undefined) return [{ state: "unknown", found: text.clockUnknown }];
      const seconds = Math.round(Math.abs(skewMs) / 1000);
      if (Math.abs(skewMs) <= LIMIT_MS) return good(text.clockRight({ seconds }));
      return [
        { state: "problem", found: text.clockWrong({ seconds }), remedy: text.remedyClock, code: "clock" },
      ];
    } catch (error) {
      if (!isDingTalkError(error)) throw error;
      return [{ state: "unknown", found: text.clockUnknown, code: error.code }];
    }
  },
};
