/** What the commands of `openclaw china` need of the outside; each is an option, so that a test can bring its own. */
import type { CommandHost } from "../host/command-host.ts";

export interface SetupHost extends CommandHost {
  readonly print: (line: string) => void;
}

export const EXIT = {
  done: 0,
  /** A check failed; nothing was written. */
  failed: 1,
  /** Wrong or missing arguments. */
  usage: 2,
  /** Done, but something needs a person's attention. */
  attention: 3,
  /** Ctrl-C or an answer to stop; nothing was written. */
  cancelled: 130,
} as const;
