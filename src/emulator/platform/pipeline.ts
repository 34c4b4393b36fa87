/**
 * One call from arrival to answer: scripted fault, execution, line in the call log. Owns the waits of slow faults.
 */
import { EMULATED_OPERATIONS, type EmulatedOperationId } from "../../contract/other-operations.ts";
import type { EmulatorCall, FaultEffect } from "../../contract/emulator-control.ts";
import { ApiCode } from "../../contract/errors.ts";
import { sleep } from "../../lib/clock.ts";
import { isObject, textAt } from "../validate.ts";
import { hiddenFailureOf, refusalOfFault } from "./fault-reply.ts";
import { claimedClientId, execute, type Execution } from "./gateway.ts";
import type { PlatformCall, PlatformContext } from "./platform-call.ts";
import { blockedAddress, refuse, type Reply } from "./reply.ts";
import { describeRequest } from "./describe-request.ts";
import { sessionWebhook } from "./session-webhook.ts";

/** The body behind a pre-signed URL has a way of its own: `message-file.ts`. */
export type PlatformOperation = Exclude<EmulatorCall["operation"], "messageFile">;

export interface PlatformRequest extends Omit<PlatformCall, "context"> {
  readonly operation: PlatformOperation;
  readonly method: string;
  readonly path: string;
}

export interface Pipeline {
  /** Resolves to the answer, or to "reset" when the connection is to be torn down. */
  run(request: PlatformRequest): Promise<Reply | "reset">;
  /** Ends all waits. */
  dispose(): void;
}

const MAX_TRACK_ID_LOGGED = 100;

function clientIdOf(operation: PlatformOperation, call: PlatformCall): string | undefined {
  if (operation === "unknown") return undefined;
  if (operation === "sessionWebhook")
    return call.context.credentials.sessionOwner(call.query.get("session") ?? "");
  return claimedClientId(EMULATED_OPERATIONS[operation], call);
}

const unbilled = (reply: Reply): Execution => ({ reply, billed: false });

function executeAny(operation: PlatformOperation, call: PlatformCall): Execution {
  if (operation === "unknown")
    return { reply: refuse(404, "InvalidAction.NotFound", "Specified api is not found"), billed: false };
  try {
    if (operation === "sessionWebhook") return { reply: sessionWebhook(call), billed: false };
    return execute(operation satisfies EmulatedOperationId, call);
  } catch (error) {
    call.context.logger.error("A handler of the emulator failed", { operation, error });
    return { reply: refuse(500, ApiCode.systemError, "the emulator failed; see its log"), billed: false };
  }
}

const gatewayTimeout = () => refuse(504, ApiCode.systemBusy, "upstream time-out");

export function createPipeline(context: PlatformContext): Pipeline {
  const ended = new AbortController();
  const wait = (ms: number) => sleep(context.clock, ms, ended.signal).catch(() => undefined);

  async function run(request: PlatformRequest): Promise<Reply | "reset"> {
    const { operation } = request;
    const call: PlatformCall = { ...request, context };
    const startedAt = context.clock.now();
    const clientId = clientIdOf(operation, call);
    const outTrackId = isObject(call.body) ? textAt(call.body, "outTrackId") : undefined;

    const isBlocked = !context.limits.admitAddress(call.address);
    const effect: FaultEffect | undefined = isBlocked ? undefined : context.faults.take(operation, clientId);
    const record = ({ reply, billed }: Execution, tookMs = context.clock.now() - startedAt): Reply => {
      const entry = {
        at: startedAt,
        operation,
        method: request.method,
        path: request.path,
        status: reply.status,
        billed,
        durationMs: tookMs,
        ...(clientId === undefined ? {} : { clientId }),
        ...(reply.code === undefined ? {} : { code: reply.code }),
      };
      const track = outTrackId === undefined ? {} : { outTrackId: outTrackId.slice(0, MAX_TRACK_ID_LOGGED) };
      context.calls.record({ ...entry, ...track });
      const about = { ...describeRequest(call), responseBody: reply.body };
      context.wire.call({ ...entry, ...about, ...(effect === undefined ? {} : { fault: effect.kind }) });
      return reply;
    };
    const perform = () => (isBlocked ? unbilled(blockedAddress()) : executeAny(operation, call));
    switch (effect?.kind) {
      case undefined:
        return record(perform());
      case "refuse":
        return record(unbilled(refusalOfFault(operation, clientId, effect, context.origin())));
      case "hidden-failure":
        return record(unbilled(hiddenFailureOf(operation, call.body, effect.message)));
      case "delay":
        await wait(effect.ms);
        return record(perform());
      case "hang-before": {
        const reply = record(unbilled(gatewayTimeout()), effect.ms);
        await wait(effect.ms);
        return reply;
      }
      case "hang-after": {
        const reply = record(perform(), effect.ms);
        await wait(effect.ms);
        return reply;
      }
      case "cut":
      case "trickle":
        // `faults.ts` lets these through for `messageFile` only.
        return record(perform());
      case "reset":
        record(unbilled({ status: 0, body: undefined, code: "reset" }));
        return "reset";
    }
  }

  return { run, dispose: () => ended.abort(new Error("the emulator was closed")) };
}
