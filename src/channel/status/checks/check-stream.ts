/** Would DingTalk open a Stream connection? Asks for a ticket and opens no socket, so that no message goes astray. */
import { isDingTalkError } from "../../../client/index.ts";
import { describeFailure } from "../describe-failure.ts";
import { good, type AccountCheck } from "./check.ts";

export const checkStream: AccountCheck = {
  kind: "account",
  id: "stream",
  title: "checkStreamTitle",
  online: true,
  async run({ client, text, signal }) {
    try {
      await client.checkStream(signal);
      return good(text.streamWorks);
    } catch (error) {
      if (!isDingTalkError(error)) throw error;
      return [describeFailure(error, text)];
    }
  },
};
