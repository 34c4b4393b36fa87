/**
 * The Stream connection of one account: each frame goes into the journal and is acknowledged, then it is told to those
 * who wait for it. Nothing may stand between the frame and its ack that the ack does not need.
 */
import type { DingTalkClient, StreamHandle } from "../../client/index.ts";
import { Topic, type DownstreamFrame } from "../../contract/stream.ts";
import { describeFault, toStatusPatch } from "../status/status-patch.ts";
import type { CardActions } from "./card-actions.ts";
import { warnOfNoMessage, type OpenIngress } from "./open-ingress.ts";
import type { QuotaDesk } from "./quota-desk.ts";
import type { RecentErrors } from "./recent-errors.ts";
import type { StartAccountOptions } from "./start-account.ts";
import type { TrailDesk } from "./trail-desk.ts";

interface StreamParts {
  readonly client: DingTalkClient;
  readonly open: OpenIngress;
  readonly quota: QuotaDesk;
  readonly actions: CardActions;
  readonly trail: TrailDesk;
  readonly errors: RecentErrors;
}

export function startStream(
  options: StartAccountOptions,
  { client, open: { ingress, merger }, quota, actions, trail, errors }: StreamParts,
): StreamHandle {
  const { account, host, logger, status, clock, text } = options;
  const admit = async (frame: DownstreamFrame, ack: () => Promise<boolean>) => {
    if (frame.headers.topic === Topic.cardAction && frame.data !== undefined) {
      await ack();
      return actions.handle(frame.data);
    }
    if (frame.headers.topic !== Topic.botMessage || frame.data === undefined) {
      if (frame.headers.topic === Topic.botMessage) warnOfNoMessage(logger, { reason: "no-data" });
      await ack();
      return;
    }
    const receivedAt = clock.now();
    const { isNew } = await ingress.admit(frame.data);
    const acked = await ack();
    if (isNew) trail.arrived({ raw: frame.data, receivedAt, ...(acked ? { ackedAt: clock.now() } : {}) });
    merger.arrived(frame.data);
    host.recordActivity(account.accountId, "inbound");
    const now = clock.now();
    status({ lastInboundAt: now, lastEventAt: now, lastTransportActivityAt: now });
  };
  let said: string | undefined;
  return client.stream({
    ua: `openclaw-dingtalk-node/${options.version}`,
    async onFrame(frame, ack) {
      try {
        await admit(frame, () => ack({ response: null }));
      } finally {
        // After the ack: nothing may hold that up.
        if (frame.type === "CALLBACK") quota.countPush(frame.headers.topic ?? "unknown");
      }
    },
    onState: (state) => {
      if (state.lastError) errors.noteFault(state.lastError);
      const fault = describeFault(state.lastError, text);
      status(toStatusPatch(state, text));
      const quiet = state.status === "connected" || fault === undefined;
      const line = `Stream connection: ${state.status}${quiet ? "" : ` (${fault})`}`;
      // The client's own log has every attempt; here a state or a fault is said once.
      if (line !== said) logger[quiet ? "info" : "warn"](line, quiet ? {} : { code: state.lastError?.code });
      said = line;
    },
  });
}
