/** Every sentence of the console's page, in English. What the gateway says about itself comes from the gateway. */
import { settingsEn } from "./settings-en.ts";
import { setUpEn } from "./set-up-en.ts";
import { viewsEn } from "./views-en.ts";

export const consoleEn = {
  "app.title": "DingTalk",
  "app.views": "Views",
  "app.skip": "Skip to content",
  "app.language": "中 · 切换到中文",
  "app.languageShort": "中",
  "app.theme": "Appearance",
  "app.theme.auto": "As the system",
  "app.theme.light": "Light",
  "app.theme.dark": "Dark",
  "app.signOut": "Sign out",
  "app.account": "Bot",
  "app.allAccounts": "All bots",
  "app.loading": "Loading…",
  "app.lost": "The connection to the gateway is lost. Trying again by itself…",
  "app.lostFirst": "The gateway does not answer",
  "app.lostFirstHint": "Is it running? `openclaw gateway status` tells. This page tries again by itself.",
  "app.restarted": "The gateway has started anew.",
  "app.readOnly":
    "Looking only: OpenClaw's dashboard lets this tab change nothing. `openclaw china console` opens the page that can.",
  "app.openOwn": "Open the page of its own",
  "app.noWindows":
    "The dashboard keeps this tab from opening windows. Copy this address into a new browser tab:",
  "app.failed": "That did not work: {reason}",
  "app.failedHint": "Try again; if it happens again, the gateway's log says more.",
  "app.unreachable": "The gateway did not answer.",
  "app.dismiss": "Dismiss",
  "app.retry": "Try again",
  "app.cancel": "Cancel",
  "app.close": "Close",
  "app.onPlatform": "Open on DingTalk's developer platform",
  "app.noAccounts": "No bot is configured yet",
  "app.noAccountsHint":
    "It takes two minutes: scan a code with DingTalk, or enter Client ID and Client Secret.",
  "app.toSetup": "Connect a bot",

  "view.now": "Now",
  "view.messages": "Messages",
  "view.people": "People",
  "view.permissions": "Permissions",
  "view.settings": "Settings",
  "view.setup": "Set-up",
  "lede.now": "How the bots are doing, live",
  "lede.messages": "What arrived, and what became of it",
  "lede.people": "Who may write to the bot, and where",
  "lede.permissions": "What the app may do, and what each feature needs",
  "lede.settings": "Everything that can be set, for all bots or for one",
  "lede.setup": "From nothing to an answered message",

  "signIn.title": "Sign in",
  "signIn.lede": "This page belongs to an OpenClaw gateway. It opens with the gateway's token.",
  "signIn.command": "The easy way: run this where the gateway runs. It opens the page signed in.",
  "signIn.field": "Gateway token or password",
  "signIn.hint":
    "The gateway.auth token or password of OpenClaw's configuration. It is kept for this browser tab only.",
  "signIn.button": "Sign in",
  "signIn.wrong": "The gateway does not accept this token.",
  "signIn.empty": "Enter the gateway's token.",
  "signIn.checking": "Signing in…",
  "signIn.frame": "The dashboard's permission has run out",
  "signIn.frameHint": "Open the tab again from the dashboard's side bar.",

  "permissions.check": "Check again",
  "permissions.checking": "Checking…",
  "permissions.checkedAt": "Checked {when}",
  "permissions.never": "Not checked since the gateway started",
  "permissions.feature": "Feature",
  "permissions.scopes": "Permission of the app",
  "permissions.state": "State",
  "permissions.granted": "Granted",
  "permissions.missing": "Missing",
  "permissions.unknown": "Not known",
  "permissions.apply": "Apply",
  "permissions.applyFor": "Apply: {feature}",
  "permissions.allGranted": "Everything that the bot's features need is granted.",
  "permissions.someMissing": "{count} missing",
  "permissions.checks": "Checks",
  "permissions.checksHint": "The same as `openclaw china doctor`.",
  "permissions.noChecks": "“Check again” goes through credentials, network, permissions and the gateway.",
  "permissions.after":
    "After applying on the platform, come back and check again: it takes effect within a minute or two.",

  "line.ok": "Fine",
  "line.warning": "Worth a look",
  "line.problem": "Problem",
  "line.unknown": "Not known",
  "line.running": "Running",

  ...settingsEn,
  ...setUpEn,
  ...viewsEn,
} as const;

export type ConsoleTextKey = keyof typeof consoleEn;
