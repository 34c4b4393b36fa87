/** What a command may ask a running gateway of ours: does it run, and how are its DingTalk accounts? */
import { callGatewayFromCli } from "openclaw/plugin-sdk/gateway-runtime";

export interface AccountReport {
  readonly accountId: string;
  readonly connected: boolean;
  readonly lastError?: string;
}

/** Undefined: no gateway answers. */
export type AskGateway = () => Promise<readonly AccountReport[] | undefined>;

/** A gateway that does not run refuses at once; one that is busy may take its time. */
const TIMEOUT_MS = 20_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function readReport(value: unknown): AccountReport[] {
  if (!isRecord(value) || typeof value["accountId"] !== "string") return [];
  const { accountId, connected, lastError } = value;
  return [
    {
      accountId,
      connected: connected === true,
      ...(typeof lastError === "string" ? { lastError } : {}),
    },
  ];
}

export const askGateway: AskGateway = async () => {
  try {
    const answer = await callGatewayFromCli(
      "channels.status",
      { timeout: String(TIMEOUT_MS), json: true },
      {},
      { progress: false, scopes: ["operator.read"] },
    );
    const accounts = isRecord(answer["channelAccounts"]) ? answer["channelAccounts"]["dingtalk"] : undefined;
    return (Array.isArray(accounts) ? accounts : []).flatMap(readReport);
  } catch {
    return undefined;
  }
};
