/**
 * Puts views that a test can move in front of the console stub's own answers: messages that arrive and change, dead
 * letters and requests that go when they are acted on, lists that are edited. Begins with the stub's samples.
 */
import type {
  DeadLetterAction,
  ListAction,
  MessagesView,
  NowView,
  PairingAction,
  PeopleView,
  TraceView,
  TrailRow,
} from "../../src/contract/console.ts";
import { sampleNow, samplePeople, sampleRow, sampleTrace } from "./console-sample.ts";
import type { ConsoleStub } from "./console-stub.ts";

export interface ViewStage {
  /** Of the first answer; the gateway's clock goes on from there. */
  readonly startedAt: number;
  /** A message that has just arrived; gives back its id. */
  arrive(change?: Partial<TrailRow>): string;
  change(id: string, change: Partial<TrailRow>): void;
  /** Changes every answer of Now from here on. */
  adjustNow(adjust: (view: NowView) => NowView): void;
  adjustPeople(adjust: (view: PeopleView) => PeopleView): void;
  /** Nothing was ever said. */
  clearMessages(): void;
}

const ROWS = 120;
/** Of the newest sample; older ones are lower, newer ones higher, and all sort as text. */
const NEWEST_ID = 50_000;
const LIMIT = 50;
const KEPT_DAYS = 7;

interface ListsOf {
  lists: PeopleView["lists"];
  gone: Set<string>;
}

const unchanged = <View>(view: View): View => view;

export function stageViews(stub: ConsoleStub): ViewStage {
  const startedAt = Date.now();
  const { answers } = stub;
  const usual = answers.answer.bind(answers);
  const goneLetters = new Set<string>();
  const people = new Map<string, ListsOf>();
  let adjustNow: (view: NowView) => NowView = unchanged;
  let adjustPeople: (view: PeopleView) => PeopleView = unchanged;
  let shown = Array.from({ length: ROWS }, (_, index) => index);
  let arrived = 0;
  const added: TrailRow[] = [];
  const changes = new Map<string, Partial<TrailRow>>();

  const rowAt = (index: number, reveal: boolean): TrailRow => ({
    ...sampleRow(index, startedAt, reveal),
    id: String(NEWEST_ID - index),
  });

  function trace(id: string, reveal: boolean): TraceView | undefined {
    const index = NEWEST_ID - Number(id);
    const sample = sampleTrace(sampleRow(index, startedAt, reveal).id, startedAt, reveal);
    return sample && { ...sample, row: { ...rowAt(index, reveal), ...changes.get(id) } };
  }

  function messages(query: URLSearchParams): MessagesView {
    const reveal = query.get("reveal") === "1";
    const [account, outcome, before] = ["account", "outcome", "before"].map((name) => query.get(name));
    const search = query.get("search")?.toLowerCase() ?? "";
    const rows = [...added, ...shown.map((index) => rowAt(index, reveal))]
      .map((row) => ({ ...row, ...changes.get(row.id) }))
      .filter(
        (row) =>
          (!account || row.accountId === account) &&
          (!outcome || row.outcome === outcome) &&
          (!before || row.id < before) &&
          JSON.stringify(row).toLowerCase().includes(search),
      );
    const page = rows.slice(0, Number(query.get("limit") ?? LIMIT));
    const last = page.at(-1);
    return {
      rows: page,
      keptDays: KEPT_DAYS,
      ...(rows.length > page.length && last ? { next: last.id } : {}),
    };
  }

  function peopleOf(accountId: string, search: string): PeopleView {
    const view = samplePeople(accountId, startedAt);
    const found = view.people.filter(({ staffId, name }) => `${staffId} ${name}`.includes(search));
    const own = people.get(accountId) ?? { lists: view.lists, gone: new Set() };
    people.set(accountId, own);
    return adjustPeople({
      ...view,
      people: found,
      peopleFound: search === "" ? view.peopleFound : found.length,
      lists: own.lists,
      requests: view.requests.filter(({ requestId }) => !own.gone.has(requestId)),
    });
  }

  function editList({ accountId, list, action, entry }: ListAction): void {
    const own = people.get(accountId);
    if (!own) return;
    own.lists = own.lists.map((one) => {
      if (one.list !== list) return one;
      const others = one.entries.filter(({ id }) => id !== entry);
      return { ...one, entries: action === "add" ? [...others, { id: entry }] : others };
    });
  }

  function apply(path: string, body: unknown): void {
    if (path === "dead-letters/act") goneLetters.add((body as DeadLetterAction).id);
    if (path === "people/list") editList(body as ListAction);
    if (path !== "people/pairing") return;
    const { accountId, requestId } = body as PairingAction;
    people.get(accountId)?.gone.add(requestId);
  }

  answers.answer = (method, path, query, body) => {
    if (method === "GET" && path.startsWith("messages/")) {
      const found = trace(path.slice("messages/".length), query.get("reveal") === "1");
      if (found) return { status: 200, body: found };
    }
    const answer = usual(method, path, query, body);
    if (answer.status !== 200) return answer;
    if (method !== "GET") {
      apply(path, body);
      return answer;
    }
    if (path === "messages" && !query.has("since")) return { status: 200, body: messages(query) };
    if (path === "people")
      return { status: 200, body: peopleOf(query.get("account") ?? "", query.get("search") ?? "") };
    if (path !== "now") return answer;
    const view = answer.body as NowView;
    const sample = sampleNow({ ...view, now: startedAt, empty: view.accounts.length === 0 });
    const deadLetters = sample.deadLetters.filter(({ id }) => !goneLetters.has(id));
    return { status: 200, body: adjustNow({ ...sample, now: Date.now(), deadLetters }) };
  };

  return {
    startedAt,
    arrive(change = {}) {
      const id = String(NEWEST_ID + 1 + arrived);
      arrived += 1;
      added.unshift({ ...sampleRow(0, Date.now() + 20_000, false), id, ...change });
      return id;
    },
    change: (id, change) => void changes.set(id, { ...changes.get(id), ...change }),
    adjustNow: (adjust) => void (adjustNow = adjust),
    adjustPeople: (adjust) => void (adjustPeople = adjust),
    clearMessages() {
      shown = [];
      added.length = 0;
    },
  };
}
