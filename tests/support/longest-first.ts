/**
 * The order of the test files: those that take longest come first, so that no worker is left alone with one of them
 * at the end. Vitest knows how long a file takes from the run before, which a clean clone does not have; what is not
 * named here follows as it would by itself, the largest first.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Longest first, in each lane. Measured where it matters: files above half a minute, in the unit lane above five seconds. */
export const LONG_FILES: readonly string[] = [
  "tests/host/china-setup.test.ts",
  "tests/flows/accounts-and-routing.test.ts",
  "tests/host/config.test.ts",
  "tests/flows/direct-chat.test.ts",
  "tests/host/console.test.ts",
  "tests/flows/approvals.test.ts",
  "tests/flows/outbound.test.ts",
  "tests/flows/groups-and-access.test.ts",
  "tests/host/access.test.ts",
  "tests/host/status.test.ts",
  "tests/channel/card-faults-over-http.test.ts",
  "tests/emulator/bin.test.ts",
  "tests/channel/start-account.test.ts",
  "tests/channel/setup-wizard.test.ts",
  "tests/channel/host-faults.test.ts",
  "tests/channel/account-approvals.test.ts",
  "tests/channel/account-quota.test.ts",
  "tests/client/stream-reconnect.test.ts",
  "tests/client/registration.test.ts",
  "tests/channel/account-trail.test.ts",
  "tests/channel/line-merger.test.ts",
  "tests/channel/config-file.test.ts",
];

function rankOf({ moduleId }: TestSpecification): number {
  const rank = LONG_FILES.findIndex((path) => moduleId.endsWith(`/${path}`));
  return rank < 0 ? LONG_FILES.length : rank;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byItself = super.sort;
    const sorted = await byItself.call(this, files);
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
