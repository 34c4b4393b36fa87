/**
 * The host's message actions: reacting, and taking back one's own message (`delete` and `unsend` are the same here).
 * A reaction needs to know the direct chat's id, which the running gateway knows; a recall needs nothing.
 */
import {
  jsonResult,
  readReactionParams,
  readStringParam,
  resolveReactionMessageId,
} from "openclaw/plugin-sdk/channel-actions";
import type { ChannelPlugin } from "openclaw/plugin-sdk/channel-core";
import type { Target } from "../model.ts";
import type { MessageActions } from "../outbound/message-actions.ts";
import { parseTarget } from "../outbound/targets.ts";
import type { PlaceToSend } from "./message-adapter.ts";

type Actions = NonNullable<ChannelPlugin["actions"]>;
type ActionContext = Parameters<NonNullable<Actions["handleAction"]>>[0];

const RECALLS: ReadonlySet<string> = new Set(["delete", "unsend"]);
const ACTIONS = ["react", "delete", "unsend"] as const;

/** Runs one action with what can do it for that account. */
export type UseMessageActions = <Result>(
  place: PlaceToSend,
  use: (actions: MessageActions) => Promise<Result>,
) => Promise<Result>;

function readPlace(params: Record<string, unknown>): { target: Target; to: string } {
  const to = readStringParam(params, "to") ?? readStringParam(params, "target", { required: true });
  const target = parseTarget(to);
  if (!target)
    throw new Error(`"${to}" is no DingTalk target; use user:<staffId> or group:<conversationId>.`);
  return { target, to };
}

/** The message that is named, else the one that the agent is answering. */
function readReactedId({ params, toolContext }: Pick<ActionContext, "params" | "toolContext">): string {
  const { currentMessageId } = toolContext ?? {};
  const context = currentMessageId === undefined ? {} : { toolContext: { currentMessageId } };
  const id = resolveReactionMessageId({ args: params, ...context });
  if (id === undefined) throw new Error("Give the id of the message that is reacted to: messageId.");
  return String(id);
}

export function createActionAdapter(useActions: UseMessageActions): Actions {
  return {
    describeMessageTool: () => ({ actions: [...ACTIONS] }),
    supportsAction: ({ action }) => ACTIONS.some((known) => known === action),
    resolveExecutionMode: ({ action }) => (action === "react" ? "gateway" : "local"),
    handleAction: async (ctx) => {
      const { action, params, cfg, accountId } = ctx;
      const { target, to } = readPlace(params);
      const place = { cfg, accountId, to };
      await ctx.onPlatformSendDispatch?.();
      ctx.assertDirectAdapterHandoff?.();
      if (RECALLS.has(action)) {
        const messageId = readStringParam(params, "messageId", { required: true });
        await useActions(place, (actions) => actions.recall(target, messageId));
        return jsonResult({ ok: true, recalled: messageId });
      }
      const { emoji, remove, isEmpty } = readReactionParams(params, {
        removeErrorMessage: "DingTalk needs the words of the reaction to take it off: give --emoji as well.",
      });
      if (isEmpty)
        throw new Error("DingTalk needs the words of the reaction to take it off: give --emoji as well.");
      const messageId = readReactedId(ctx);
      await useActions(place, (actions) => actions.react(target, messageId, emoji, remove));
      return jsonResult(remove ? { ok: true, removed: emoji } : { ok: true, added: emoji });
    },
  };
}
