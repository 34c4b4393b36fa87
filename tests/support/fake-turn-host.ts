/**
 * The host as a turn sees it, in memory: says who may speak and runs a script instead of an agent.
 * Only the fields that our code reads are there.
 */
import type { AccessRequest, HostAccess } from "../../src/channel/host/access.ts";
import type { IngressLifecycle } from "../../src/channel/host/ingress.ts";
import type { HostTurn, TurnOutcome } from "../../src/channel/host/turn.ts";
import type { TurnHost } from "../../src/channel/turn/run-turn.ts";

export type Admission = "dispatch" | "pairing-required" | "skip" | "drop" | "observe";

export interface FakeTurnHost extends TurnHost {
  /** What happened, in order. */
  readonly log: string[];
  readonly requests: AccessRequest[];
  admission: Admission;
  /** Why, in the host's words. */
  reason: string;
  /** What the agent does with a turn; default says "answer to <text>" and completes. */
  agent: (turn: HostTurn) => Promise<TurnOutcome>;
}

export function sessionKeyOf(turn: Pick<AccessRequest, "message">): string {
  return `session:${turn.message.conversation.id}`;
}

export function createFakeTurnHost(): FakeTurnHost {
  const host: FakeTurnHost = {
    log: [],
    requests: [],
    admission: "dispatch",
    reason: "because",
    async agent(turn) {
      await turn.lifecycle.onAdopted();
      await turn.events.deliver(
        { text: `answer to ${turn.message.text}`, media: [], isError: false },
        "final",
      );
      return "completed";
    },
    async evaluateAccess(request) {
      host.log.push("access");
      host.requests.push(request);
      const pairing = {
        issueChallenge: async (challenge: {
          senderId: string;
          sendPairingReply: (text: string) => Promise<void>;
          onReplyError: (error: unknown) => void;
        }) => {
          host.log.push(`pairing ${challenge.senderId}`);
          await challenge.sendPairingReply("your code: 1234").catch(challenge.onReplyError);
        },
      };
      const access = { ingress: { admission: host.admission, reasonCode: host.reason } };
      return { access, pairing, route: { sessionKey: sessionKeyOf(request) } } as unknown as HostAccess;
    },
    runTurn(turn) {
      host.log.push("turn");
      return host.agent(turn);
    },
    markUntrusted: (words) => `<<<${words}>>>`,
  };
  return host;
}

export interface FakeLifecycle extends IngressLifecycle {
  readonly said: string[];
  abort(reason: Error): void;
}

export function createFakeLifecycle(): FakeLifecycle {
  const stopping = new AbortController();
  const said: string[] = [];
  const lifecycle = {
    said,
    abort: (reason: Error) => stopping.abort(reason),
    abortSignal: stopping.signal,
    onAdopted: async () => void said.push("adopted"),
    onDeferred: () => void said.push("deferred"),
    onAbandoned: async () => void said.push("abandoned"),
  };
  return lifecycle as unknown as FakeLifecycle;
}
