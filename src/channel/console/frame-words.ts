/**
 * The words by which frames of the dashboard prove that the gateway gave them their page. A word reads and never
 * changes anything; it ends when its frame is silent, after half a day, with the process, and when the gateway's
 * authentication is changed.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";

export const IDLE_LIMIT_MS = 10 * 60_000;
export const LIFE_LIMIT_MS = 12 * 3_600_000;
const MOST_WORDS = 100;

interface Word {
  readonly issuedAt: number;
  readonly policy: string;
  usedAt: number;
}

export interface FrameWords {
  /** `policy` names the authentication under which it was given. */
  issue(policy: string): string;
  /** Whether the word holds; using it keeps it alive. */
  use(word: string, policy: string): boolean;
}

/** The words themselves are not kept, so that comparing tells nothing by its time. */
const nameOf = (word: string): string => createHash("sha256").update(word).digest("base64url");

export function createFrameWords(clock: Clock): FrameWords {
  const words = new Map<string, Word>();
  const forget = (now: number) => {
    for (const [name, { issuedAt, usedAt }] of words)
      if (now - usedAt > IDLE_LIMIT_MS || now - issuedAt > LIFE_LIMIT_MS) words.delete(name);
    for (const name of [...words.keys()].slice(0, Math.max(0, words.size - MOST_WORDS))) words.delete(name);
  };
  return {
    issue(policy) {
      const now = clock.now();
      const word = randomBytes(24).toString("base64url");
      words.set(nameOf(word), { issuedAt: now, usedAt: now, policy });
      forget(now);
      return word;
    },
    use(word, policy) {
      const now = clock.now();
      forget(now);
      const known = words.get(nameOf(word));
      if (!known || known.policy !== policy) return false;
      known.usedAt = now;
      return true;
    },
  };
}
