/** Are Client ID and Client Secret there, and does DingTalk give a token for them? */
import { isDingTalkError } from "../../../client/index.ts";
import { DEVELOPER_CONSOLE } from "../../../contract/endpoints.ts";
import { describeFailure } from "../describe-failure.ts";
import { good, type AccountCheck } from "./check.ts";

export const checkCredentials: AccountCheck = {
  kind: "account",
  id: "credentials",
  title: "checkCredentialsTitle",
  online: true,
  async run({ account, client, text, signal }) {
    if (account.clientSecretSource === "unresolved")
      return [{ state: "unknown", found: text.secretElsewhere, code: "secret-unresolved" }];
    if (!account.configured)
      return [
        {
          state: "problem",
          found: text.credentialsMissing({ accountId: account.accountId }),
          remedy: text.remedySetup,
          link: DEVELOPER_CONSOLE,
          code: "not-configured",
        },
      ];
    try {
      await client.token.get(signal);
      return good(text.credentialsWork({ clientId: account.clientId }));
    } catch (error) {
      if (!isDingTalkError(error)) throw error;
      return [describeFailure(error, text)];
    }
  },
};
