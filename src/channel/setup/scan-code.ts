/** One-scan app creation in a terminal: the code, the link beside it, until when it holds, and what became of it. */
import { isDingTalkError, offerRegistration, type RegistrationOutcome } from "../../client/index.ts";
import type { Endpoints } from "../../contract/endpoints.ts";
import type { Prompter } from "../host/wizard-prompter.ts";
import { describeFailure } from "../status/describe-failure.ts";
import type { Text } from "../text/text.ts";
import type { SetupHost } from "./setup-host.ts";
import { waitOrSkip } from "./wait-or-skip.ts";

/** Told to DingTalk as where the request comes from. */
export const REGISTRATION_SOURCE = "openclaw";

export interface ScannedApp {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface ScanRequest {
  readonly host: SetupHost;
  readonly prompter: Prompter;
  readonly text: Text;
  readonly endpoints: Endpoints;
}

function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}

function readOutcome(outcome: RegistrationOutcome | undefined, { host, text }: ScanRequest) {
  switch (outcome?.kind) {
    case undefined:
      return undefined;
    case "created":
      host.print(`✓ ${text.scanCreated({ clientId: outcome.clientId })}`);
      return { clientId: outcome.clientId, clientSecret: outcome.clientSecret };
    case "expired":
      host.print(`✗ ${text.scanExpired}`);
      return undefined;
    case "failed":
      host.print(`✗ ${text.scanFailed({ reason: outcome.reason ?? "–" })}`);
      return undefined;
  }
}

/** Undefined: the person gave up, DingTalk refused, or the code is over; why was said. Rejects with `PromptEnded`. */
export async function scanCode(request: ScanRequest): Promise<ScannedApp | undefined> {
  const { host, prompter, text, endpoints } = request;
  const stop = new AbortController();
  try {
    const offer = await offerRegistration({
      endpoints,
      source: REGISTRATION_SOURCE,
      clock: host.clock,
      signal: stop.signal,
    });
    const picture = await host.drawCode(offer.url);
    if (picture) host.print(picture);
    const minutes = Math.round((offer.expiresAt - host.clock.now()) / 60_000);
    const facts = { url: offer.url, code: offer.userCode ?? "–", until: clockTime(offer.expiresAt), minutes };
    host.print(text.scanLink(facts));
    const outcome = await waitOrSkip(
      { prompter, message: text.scanWaiting(facts), canGoBack: true },
      (signal) => {
        signal.addEventListener("abort", () => stop.abort(signal.reason), { once: true });
        return offer.wait();
      },
    );
    return readOutcome(outcome, request);
  } catch (error) {
    if (!isDingTalkError(error)) throw error;
    const { found, remedy } = describeFailure(error, text);
    host.print(`✗ ${found}${remedy ? `\n    → ${remedy}` : ""}`);
    return undefined;
  } finally {
    stop.abort();
  }
}
