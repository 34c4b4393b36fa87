/** One-scan app creation for a page: the code as a drawing, and what became of it. The client's secret stays here. */
import { isDingTalkError, offerRegistration } from "../../client/index.ts";
import type { Endpoints } from "../../contract/endpoints.ts";
import type { Clock } from "../../lib/clock.ts";
import { REGISTRATION_SOURCE } from "../setup/scan-code.ts";
import { describeFailure } from "../status/describe-failure.ts";
import type { Text } from "../text/text.ts";
import { toSentence } from "./describe-result.ts";
import { drawCode } from "./draw-code.ts";
import type { JobEnd, JobWork } from "./setup-jobs.ts";

export interface ScanJob {
  readonly endpoints: Endpoints;
  readonly text: Text;
  readonly clock: Clock;
}

const failed = (text: string): JobEnd => ({ state: "failed", sentence: { text } });

export function scanJob({ endpoints, text, clock }: ScanJob): JobWork {
  return async (report, signal) => {
    try {
      const offer = await offerRegistration({ endpoints, source: REGISTRATION_SOURCE, clock, signal });
      const { url: link, expiresAt } = offer;
      const scan = { link, ...drawCode(link), expiresAt };
      report({ scan });
      const outcome = await offer.wait();
      switch (outcome.kind) {
        case "created": {
          const { clientId, clientSecret } = outcome;
          report({ scan: { ...scan, clientId } });
          return { state: "done", app: { clientId, clientSecret } };
        }
        case "expired":
          return failed(text.scanExpired);
        case "failed":
          return failed(text.scanFailed({ reason: outcome.reason ?? "–" }));
      }
    } catch (error) {
      if (!isDingTalkError(error)) throw error;
      return { state: "failed", sentence: toSentence(describeFailure(error, text)) };
    }
  };
}
