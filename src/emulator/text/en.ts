/** What the emulator's command says, in English. The keys are the contract: `zh-cn.ts` must have the same. */
export const en = {
  help: (port: number) => `Usage: openclaw-dingtalk emulator [options]

Starts a local DingTalk: HTTP API, Stream socket, a chat page and a developer's
page. No account, no internet. It listens on loopback only and has no login.

  --port N           Port to listen on; 0 takes any free one. Default ${port}.
  --host H           127.0.0.1 (default), localhost or ::1.
  --seed FILE        Starts with the company, and the messages, in this file:
                     what the developer's page saves.
  --open             Opens the chat page in the browser.
  --tls              Answers behind TLS as well, for programs that insist on
                     DingTalk's https addresses, with an authority of this
                     machine's own that it makes once. It prints how to aim a
                     program at it.
  --tls-folder DIR   Where that authority is kept.
                     Default ~/.openclaw-dingtalk/tls.
  --tls-cert FILE, --tls-key FILE
                     PEM files to use instead of --tls.
  --tls-port N       Port of that door. Default 443, which may need an
                     administrator; with --tls any free one.
  --help, -h         Shows this.

Stop it with Ctrl-C.`,
  tryHelp: "openclaw-dingtalk emulator --help lists what there is.",
  noCommand: "Name the command: openclaw-dingtalk emulator.",
  unknownCommand: (command: string) => `There is no command "${command}".`,
  unexpected: (words: string) => `Unexpected argument "${words}".`,
  unknownFlag: (flag: string) => `There is no option ${flag}.`,
  valueMissing: (flag: string) => `${flag} needs a value.`,
  valueUnwanted: (flag: string) => `${flag} takes no value.`,
  badPort: (flag: string, text: string) => `${flag} needs a number from 0 to 65535, not "${text}".`,
  tlsPortAlone: "--tls-port needs --tls, or both files.",
  tlsEither: "Either --tls, or --tls-cert and --tls-key.",
  tlsBoth: "TLS needs both files, --tls-cert and --tls-key; or --tls, which makes them.",
  tlsFolderAlone: "--tls-folder needs --tls.",
  seedUnusable: (file: string, reason: string) => `The seed ${file} cannot be used. ${reason}`,
  fileMissing: "There is no such file.",
  fileIsFolder: "It is a folder.",
  started: (url: string) => `Local DingTalk: ${url}`,
  behindTls: (url: string) => `  behind TLS:    ${url}`,
  clientId: (clientId: string) => `  Client ID:     ${clientId}`,
  clientSecret: (secret: string) => `  Client Secret: ${secret}`,
  developerPage: (url: string) => `  For developers: ${url}`,
  aim: "To aim a program that names DingTalk's own addresses, start it with:",
  aimJavaOnce: "after, once:",
  openInBrowser: "Open the address in a browser to chat. Ctrl-C stops it.",
  notOpened: "No browser could be opened from here: open the address yourself.",
} as const;

/** The same keys with the same gaps, in any language. */
export type CommandText = {
  readonly [Key in keyof typeof en]: (typeof en)[Key] extends (...gaps: infer Gaps) => string
    ? (...gaps: Gaps) => string
    : string;
};
