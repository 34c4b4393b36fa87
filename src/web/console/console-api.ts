/**
 * The gateway's console API as the page uses it: one typed request for each address of `contract/console.ts`. Owns
 * the address, the bearer token's header and what a failed request means; what is shown of it belongs to the views.
 */
import type {
  CONSOLE_FRAME_HEADER,
  CONSOLE_FRAME_META,
  ConsoleLanguage,
  ConsoleRefusal,
  DeadLetterAction,
  ListAction,
  ListAnswer,
  MessagesView,
  NowView,
  PairingAction,
  PairingAnswer,
  PeopleView,
  PermissionsView,
  TraceView,
} from "../../contract/console.ts";
import type {
  SettingsPlan,
  SettingsProgress,
  SettingsRequest,
  SettingsView,
} from "../../contract/console-settings.ts";
import type { SetupJob, SetupRequest, SetupView } from "../../contract/console-setup.ts";

/** What the page keeps of the gateway, by view. */
export interface ConsoleData {
  readonly now: NowView;
  readonly messages: MessagesView;
  readonly trace: TraceView;
  readonly people: PeopleView;
  readonly permissions: PermissionsView;
  readonly settings: SettingsView;
  readonly setup: SetupView;
}

export interface ConsoleApi {
  /** Any of the views, by its address below the API, such as `messages?account=main`. */
  read<Name extends keyof ConsoleData>(address: string, signal?: AbortSignal): Promise<ConsoleData[Name]>;
  planSettings(request: SettingsRequest): Promise<SettingsPlan>;
  applySettings(request: SettingsRequest): Promise<SettingsProgress>;
  undoSettings(): Promise<SettingsProgress>;
  settingsProgress(): Promise<SettingsProgress>;
  scan(accountId: string): Promise<SetupJob>;
  prove(request: SetupRequest): Promise<SetupJob>;
  job(id: string): Promise<SetupJob>;
  cancelJob(id: string): Promise<unknown>;
  checkPermissions(accountId: string): Promise<unknown>;
  decidePairing(action: PairingAction): Promise<PairingAnswer>;
  changeList(action: ListAction): Promise<ListAnswer>;
  actOnDeadLetter(action: DeadLetterAction): Promise<unknown>;
}

/** `signed-out`: the token is missing or wrong. `unreachable`: no answer, or none that the console gave. */
export type FailureKind = "signed-out" | "unreachable" | "refused";

/** A request that failed; `refusal` where the gateway said why, in the reader's language. */
export class ConsoleFailure extends Error {
  readonly kind: FailureKind;
  readonly refusal: ConsoleRefusal["error"] | undefined;

  constructor(kind: FailureKind, message: string, refusal?: ConsoleRefusal["error"]) {
    super(message);
    this.name = "ConsoleFailure";
    this.kind = kind;
    this.refusal = refusal;
  }
}

export interface ConsoleApiOptions {
  /** The page's own address; the API stands beside it, below whatever base path the gateway has. */
  readonly pageAddress: string;
  readonly language: () => ConsoleLanguage;
  readonly token: () => string | undefined;
  /** Of the dashboard's frame, which has neither token nor storage: the word that stands in its HTML. */
  readonly frameWord?: string | undefined;
  readonly fetch?: typeof fetch;
  /** Milliseconds until a request is given up. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;
/** As the contract names them; a page imports its types only. */
const FRAME_META: typeof CONSOLE_FRAME_META = "dingtalk-console-frame";
const FRAME_HEADER: typeof CONSOLE_FRAME_HEADER = "x-dingtalk-console-frame";

/** The word in the page's HTML where the dashboard's frame shows it. */
export function readFrameWord(document: Document): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${FRAME_META}"]`)?.content;
}

/** Works for `…/dingtalk/console/` and `…/dingtalk/panel/` alike; the dashboard's frame asks at an address of its own. */
export function apiAddress(pageAddress: string, framed: boolean): string {
  return new URL(framed ? "../console/api/" : "../panel/api/", pageAddress).href;
}

export function createConsoleApi(options: ConsoleApiOptions): ConsoleApi {
  const base = apiAddress(options.pageAddress, options.frameWord !== undefined);
  const send = options.fetch ?? ((input, init) => fetch(input, init));

  /** Who asks: the one place that knows of token and frame. */
  function identify(headers: Record<string, string>): void {
    const token = options.token();
    if (options.frameWord !== undefined) headers[FRAME_HEADER] = options.frameWord;
    else if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  }

  async function request(path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const url = new URL(path, base);
    url.searchParams.set("lang", options.language());
    const headers: Record<string, string> = { accept: "application/json" };
    identify(headers);
    if (body !== undefined) headers["content-type"] = "application/json";
    const limit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    let response: Response;
    let words: string;
    try {
      response = await send(url, {
        method: body === undefined ? "GET" : "POST",
        headers,
        cache: "no-store",
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      words = await response.text();
    } catch (error) {
      throw new ConsoleFailure("unreachable", error instanceof Error ? error.message : String(error));
    }
    return readAnswer(response, words);
  }

  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> =>
    (await request(path, body)) as Answer;

  return {
    read: async <Name extends keyof ConsoleData>(address: string, signal?: AbortSignal) =>
      (await request(address, undefined, signal)) as ConsoleData[Name],
    planSettings: (body) => ask("settings/plan", body),
    applySettings: (body) => ask("settings/apply", body),
    undoSettings: () => ask("settings/undo", {}),
    settingsProgress: () => ask("settings/progress"),
    scan: (accountId) => ask("setup/scan", { accountId }),
    prove: (body) => ask("setup/prove", body),
    job: (id) => ask(`setup/job/${encodeURIComponent(id)}`),
    cancelJob: (id) => ask(`setup/job/${encodeURIComponent(id)}/cancel`, {}),
    checkPermissions: (accountId) => ask("permissions/check", { accountId }),
    decidePairing: (action) => ask("people/pairing", action),
    changeList: (action) => ask("people/list", action),
    actOnDeadLetter: (action) => ask("dead-letters/act", action),
  };
}

function readAnswer(response: Response, words: string): unknown {
  if (response.status === 401) throw new ConsoleFailure("signed-out", "HTTP 401");
  let answer: unknown;
  try {
    answer = JSON.parse(words === "" ? "{}" : words);
  } catch {
    throw new ConsoleFailure("unreachable", `HTTP ${response.status}`);
  }
  if (response.ok) return answer;
  const { error } = (answer ?? {}) as Partial<ConsoleRefusal>;
  if (typeof error?.text === "string") throw new ConsoleFailure("refused", error.text, error);
  throw new ConsoleFailure("unreachable", `HTTP ${response.status}`);
}
