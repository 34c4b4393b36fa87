/** What a command may ask a running gateway of ours: does it run, and how are its DingTalk accounts? */
import { callGatewayFromCli } from "openclaw/plugin-sdk/gateway-runtime";

export interface AccountReport {
  readonly accountId: string;
  readonly connected: boolean;
  /** Since when the connection stands; milliseconds since the Unix epoch. */
  readonly connectedSince?: number;
  readonly lastError?: string;
  /** The gateway holds a change of the channel's configuration back while answers are being given, five minutes at most. */
  readonly changeHeld?: true;
}

/** Undefined: no gateway answers. */
export type AskGateway = () => Promise<readonly AccountReport[] | undefined>;

/** A gateway that does not run refuses at once; one that is busy may take its time. */
const TIMEOUT_MS = 20_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

function readReport(value: unknown): AccountReport[] {
  if (!isRecord(value) || typeof value["accountId"] !== "string") return [];
  const { accountId, connected, lastConnectedAt, lastError } = value;
  return [
    {
      accountId,
      connected: connected === true,
      ...(typeof lastConnectedAt === "number" ? { connectedSince: lastConnectedAt } : {}),
      ...(typeof lastError === "string" ? { lastError } : {}),
    },
  ];
}

/** Of a channel's own issues the host's status has one of this kind, and we add none: the reload that waits. */
function isHeld(issues: unknown): boolean {
  return (
    Array.isArray(issues) &&
    issues.some((issue) => isRecord(issue) && issue["channel"] === "dingtalk" && issue["kind"] === "config")
  );
}

/** `answer`: of `channels.status`. */
export function readStatus(answer: Readonly<Record<string, unknown>>): AccountReport[] {
  const accounts = isRecord(answer["channelAccounts"]) ? answer["channelAccounts"]["dingtalk"] : undefined;
  const held = isHeld(answer["statusIssues"]);
  return (Array.isArray(accounts) ? accounts : [])
    .flatMap(readReport)
    .map((report) => (held ? { ...report, changeHeld: true } : report));
}

export const askGateway: AskGateway = async () => {
  try {
    const answer = await callGatewayFromCli(
      "channels.status",
      { timeout: String(TIMEOUT_MS), json: true },
      {},
      { progress: false, scopes: ["operator.read"] },
    );
    return readStatus(answer);
  } catch {
    return undefined;
  }
};
