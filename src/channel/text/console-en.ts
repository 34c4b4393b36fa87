/**
 * What the back end of the console says, in English. Spread into `en.ts`; same keys and parameters as
 * `console-zh-cn.ts`. The words of the page itself are not here, they live with the page.
 */
import type { consoleZhCN } from "./console-zh-cn.ts";
import type { Text } from "./zh-cn.ts";

export const consoleEn: Pick<Text, keyof typeof consoleZhCN> = {
  // Addresses and requests
  consoleTab: "DingTalk",
  consoleTabDescription: "DingTalk bots: settings, messages, permissions, and how they are doing.",
  consoleUnknownAddress: "The console has no such address; reload the page.",
  consoleNotBuilt: "The console's page is not in the plugin's package.",
  consoleNotBuiltRemedy: "Install the plugin again: openclaw plugins install openclaw-dingtalk",
  consoleSignedOut: "This needs the gateway's token.",
  consoleSignedOutRemedy:
    "Enter the gateway's token, or get the address that has it with openclaw china console.",
  consoleForeignPage: "The request comes from a page of another site and was refused.",
  consoleForeignPageRemedy:
    "Open the console at the gateway's own address; behind a reverse proxy add that address to gateway.controlUi.allowedOrigins.",
  consoleReadOnly: "Here things can only be looked at, not changed.",
  consoleReadOnlyRemedy:
    "Change them on the page of its own, with the gateway's token: openclaw china console",
  consoleBodyNotJson: "What was sent is no JSON.",
  consoleBodyTooBig: (p) => `What was sent is above ${p.kilobytes} KB.`,
  consoleFailed: "The gateway failed on this request.",
  consoleFailedRemedy: "Try again; the cause is in the gateway's log: openclaw logs",

  // Settings
  consoleSectionAccount: "Account and credentials",
  consoleSectionAccess: "Who may use it",
  consoleSectionGroups: "Groups and sessions",
  consoleSectionReplies: "Answers",
  consoleSectionCard: "AI Card",
  consoleSectionApprovals: "Approvals",
  consoleSectionQuota: "API quota",
  consoleSectionMedia: "Files",
  consoleSectionNetwork: "Network",
  consoleSectionGateway: "Read by the gateway itself",
  consoleBadRequest: (p) => `What was sent is incomplete: ${p.field}. Reload the page and try again.`,
  consoleBadAccountId: "An account id has small letters, digits, - and _, and begins with a letter or digit.",
  consoleAccountExists: (p) => `There is an account "${p.accountId}" already.`,
  consoleNoAccount: (p) => `There is no account "${p.accountId}".`,
  consoleNoField: (p) => `There is no setting ${p.path}.`,
  consoleRootOnly: (p) => `${p.path} stands at the top level only, not in an account.`,
  consoleConflict: "The configuration was changed after you opened the page; nothing was written.",
  consoleConflictRemedy: "Load the settings again and repeat the change.",
  consoleNoChange: "There is no change to take back or to follow.",
  consoleWriteRefused: (p) => `OpenClaw did not accept the configuration: ${p.reason}`,
  consoleWriteRemedy: "Nothing was changed. Mend what it names and try again, or run openclaw doctor.",

  // How far an update has come
  consoleSaved: "The configuration is saved.",
  consoleSecretStayed: "Secrets are not kept, so the secret was not put back and stays as it is now.",
  consoleApplying: "The gateway is taking the new configuration.",
  consoleApplied: "The gateway works with the new configuration.",
  consoleAppliedByRestart: "The gateway has restarted and works with the new configuration.",
  consoleReloadOff: "The gateway does not take changes by itself (gateway.reload.mode is off).",
  consoleNotApplied: "The gateway has not taken the new configuration.",
  consoleRestartGateway: "Restart it: openclaw gateway restart",
  consoleWaiting: "Waits for the gateway to take the configuration.",
  consoleConnecting: (p) => `The account "${p.accountId}" is connecting to DingTalk.`,
  consoleConnected: (p) => `The account "${p.accountId}" is connected.`,
  consoleNotConnected: (p) => `The account "${p.accountId}" did not connect: ${p.reason}`,
  consoleNoReason: "nothing came of it",
  consoleUndoRemedy: "Mend it and update again, or take the change back.",
  consoleNothingRestarts: "It holds at once; nothing has to connect anew.",
  consoleNothingToConnect: "There is no account to connect.",

  // The command openclaw china console
  consoleDescription: "Print the console's address with the gateway's token in it; starts no browser",
  flagNoToken: "leave the token out; the page asks for it",
  consoleTokenInAddress:
    "The address holds the gateway's token, which may change its configuration: do not pass it on.",
  consoleTokenUnread:
    "The gateway's token cannot be read here. Enter it on the page, or set OPENCLAW_GATEWAY_TOKEN and try again.",
  consoleBehindProxy:
    "A proxy signs people in to this gateway: open /dingtalk/console/ at the proxy's address.",
};
