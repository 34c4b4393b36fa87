/**
 * The count of `openclaw china doctor --count`: a person writes the numbers from 1 on to the bot, and the gateway notes
 * which ones reach it. The command announces it in the account's file, as it runs in a process of its own; the gateway
 * takes the numbers away from the agent while the count lasts.
 */
import type { Clock } from "../../lib/clock.ts";
import type { SqliteStore } from "../../lib/sqlite-store.ts";
import type { InboundMessage } from "../model.ts";

/** What a count needs of a message. */
export type CountedMessage = Pick<InboundMessage, "conversation" | "sender" | "text" | "attachments">;

interface Announced {
  /** A new one for each count. */
  readonly id: number;
  readonly upTo: number;
  /** Milliseconds since the Unix epoch. */
  readonly until: number;
}

export interface NumberCounter {
  /** The numbers that the message consists of, one a line; undefined where it is none of a running count. */
  take(message: CountedMessage): readonly number[] | undefined;
}

/** `7`, also as Chinese keyboards write it, with a full stop or a comma behind. */
const NUMBER = /^([0-9]{1,3})[.,。，、]?$/;

/** Every line a number from 1 to `upTo`; undefined for all else. */
export function readNumbers(text: string, upTo: number): readonly number[] | undefined {
  const numbers = text
    .normalize("NFKC")
    .split("\n")
    .map((line) => Number(NUMBER.exec(line.trim())?.[1] ?? Number.NaN));
  return numbers.every((number) => number >= 1 && number <= upTo) ? numbers : undefined;
}

function parseAnnounced(value: unknown): Announced | undefined {
  try {
    const { id, upTo, until } = JSON.parse(String(value)) as Record<string, unknown>;
    return [id, upTo, until].every(Number.isFinite)
      ? { id: Number(id), upTo: Number(upTo), until: Number(until) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Only in direct chats, and only of the person whose number came first: others may mean their numbers. */
export function createNumberCounter(store: SqliteStore, clock: Clock): NumberCounter {
  let counting: { readonly id: number; readonly who: string } | undefined;
  return {
    take({ conversation, sender, text, attachments }) {
      if (conversation.kind !== "direct" || attachments.length > 0) return undefined;
      if (readNumbers(text, Infinity) === undefined) return undefined;
      const [row] = store.all("SELECT value FROM facts WHERE name = 'count'");
      const count = row && parseAnnounced(row["value"]);
      if (!count || count.until <= clock.now()) return undefined;
      const numbers = readNumbers(text, count.upTo);
      if (!numbers) return undefined;
      const who = sender.staffId ?? sender.senderId ?? conversation.id;
      if (counting?.id !== count.id) counting = { id: count.id, who };
      if (counting.who !== who) return undefined;
      for (const number of numbers)
        store.run(
          "INSERT INTO counted (number, at) VALUES (?, ?) ON CONFLICT (number) DO NOTHING",
          number,
          clock.now(),
        );
      return numbers;
    },
  };
}

/** Begins a count: what an earlier one noted is forgotten. */
export function announceCount(
  store: SqliteStore,
  { upTo, until, now }: { readonly upTo: number; readonly until: number; readonly now: number },
): void {
  store.run("DELETE FROM counted");
  const value = JSON.stringify({ id: now, upTo, until } satisfies Announced);
  store.run(
    "INSERT INTO facts (name, value) VALUES ('count', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    value,
  );
}

export function endCount(store: SqliteStore): void {
  store.run("DELETE FROM facts WHERE name = 'count'");
}

/** Numbers that came so far, smallest first. */
export function readCounted(store: SqliteStore): number[] {
  return store.all("SELECT number FROM counted ORDER BY number").map(({ number }) => Number(number));
}
