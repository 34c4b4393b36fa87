/**
 * Lets a test kill the gateway more often than the host's crash-loop breaker allows.
 * The host counts boots without an end in the last 5 minutes (table `gateway_boot_lifecycle` of its state
 * database) and at 3 leaves channels down until that window has passed, see its docs/gateway/restart-recovery.md.
 * There is no setting for it, so we do what waiting would do: the unfinished boots become 5 minutes older.
 * Only for a gateway that is not running.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const BREAKER_WINDOW_MS = 5 * 60_000;

/** Ages the unfinished boots of `stateDir` by the breaker's window; without a database it does nothing. */
export function forgiveCrashes(stateDir: string): void {
  const file = join(stateDir, "state", "openclaw.sqlite");
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    const table = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gateway_boot_lifecycle'";
    if (!database.prepare(table).get()) return;
    database
      .prepare(
        "UPDATE gateway_boot_lifecycle SET started_at_ms = started_at_ms - ? WHERE completed_at_ms IS NULL",
      )
      .run(BREAKER_WINDOW_MS + 1_000);
  } finally {
    database.close();
  }
}
