/** Which view of the console is open, as the address's hash: `#view=messages&account=main&message=…`. */
export const VIEWS = ["now", "messages", "people", "permissions", "settings", "setup"] as const;
export type View = (typeof VIEWS)[number];

export interface ConsoleRoute {
  /** Absent: the gateway's state decides, see `openingView`. */
  readonly view?: View | undefined;
  /** The account looked at; absent: all of them, or the first where a view is of one account. */
  readonly account?: string | undefined;
  /** Id of the message whose trace is open. */
  readonly message?: string | undefined;
  /** Filters of the messages. */
  readonly outcome?: string | undefined;
  readonly search?: string | undefined;
  /** `1`: texts of messages are shown. */
  readonly reveal?: string | undefined;
  /** Settings: the scope that is edited, `""` for what holds for all accounts. */
  readonly scope?: string | undefined;
  /** Settings: the field to go to. */
  readonly field?: string | undefined;
}

const KEYS = ["account", "message", "outcome", "search", "reveal", "scope", "field"] as const;

export function parseConsoleRoute(hash: string): ConsoleRoute {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const wanted = values.get("view");
  const view = VIEWS.find((one) => one === wanted);
  const rest = KEYS.flatMap((key) => {
    const value = values.get(key);
    return value === null ? [] : [[key, value] as const];
  });
  return { ...(view ? { view } : {}), ...Object.fromEntries(rest) };
}

/** Keys that are undefined are left out. */
export function encodeConsoleRoute(route: ConsoleRoute): string {
  const values = new URLSearchParams();
  if (route.view) values.set("view", route.view);
  for (const key of KEYS) {
    const value = route[key];
    if (value !== undefined) values.set(key, value);
  }
  return `#${values.toString()}`;
}

/** Another view forgets what belonged to the one before; the account stays. */
export function changeRoute(route: ConsoleRoute, change: Partial<ConsoleRoute>): ConsoleRoute {
  const moved = change.view !== undefined && change.view !== route.view;
  return { ...(moved ? { account: route.account } : route), ...change };
}

/** Where nobody said what to open: set-up while no bot is configured, else what happens now. */
export function openingView(accounts: readonly { readonly state: string }[]): View {
  return accounts.some(({ state }) => state !== "not-configured") ? "now" : "setup";
}
