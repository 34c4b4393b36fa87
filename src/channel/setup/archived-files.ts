/**
 * `openclaw china media`: the archive of received files. Lists and finds by the day folders' indexes, and removes
 * what is past its days, or older than a number of days that is named. Touches nothing but folders of ours.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { listAccountIds, resolveAccount } from "../config/accounts.ts";
import { applyRetention, INDEX_NAME } from "../media/retention.ts";
import type { Text } from "../text/text.ts";
import { sectionIn } from "./plan-config.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";

const DAY_NAME = /^\d{4}-\d{2}-\d{2}$/;

const lineSchema = z.looseObject({
  file: z.string(),
  originalName: z.string().nullish(),
  type: z.string().optional(),
  bytes: z.number().optional(),
  at: z.string().optional(),
  msgId: z.string().optional(),
  sender: z.string().nullish(),
  senderName: z.string().optional(),
});

export interface ArchivedEntry extends z.infer<typeof lineSchema> {
  readonly path: string;
}

/** A line that is cut off or not ours is passed by. */
function parseLine(line: string): z.infer<typeof lineSchema> | undefined {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function readDay(folder: string): Promise<ArchivedEntry[]> {
  const text = await readFile(join(folder, INDEX_NAME), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const entry = line === "" ? undefined : parseLine(line);
    return entry ? [{ ...entry, path: join(folder, entry.file) }] : [];
  });
}

/** Oldest first. */
export async function readArchive(dir: string): Promise<ArchivedEntry[]> {
  const days = (await readdir(dir).catch(() => [])).filter((name) => DAY_NAME.test(name)).toSorted();
  const entries = await Promise.all(days.map((day) => readDay(join(dir, day))));
  return entries.flat();
}

/** Accounts may share a folder. */
async function archivesOf(host: SetupHost, accountId: string | undefined) {
  const section = sectionIn((await host.configFile.read()).config);
  const ids = accountId === undefined ? listAccountIds(section) : [accountId];
  const settings = ids.map((id) => resolveAccount(section, id, host.machine()).inboundMedia);
  return [...new Map(settings.map((one) => [one.dir, one])).values()];
}

const matches = (entry: ArchivedEntry, word: string) =>
  [entry.file, entry.originalName, entry.msgId, entry.sender, entry.senderName, entry.at].some(
    (field) => field?.toLowerCase().includes(word.toLowerCase()) ?? false,
  );

export interface MediaRequest {
  readonly host: SetupHost;
  readonly text: Text;
  readonly accountId?: string;
  readonly json: boolean;
}

/** Lists all, or those in which `word` occurs: name, sender, message id, day. */
export async function listMedia({ host, text, accountId, json }: MediaRequest, word = ""): Promise<number> {
  const archives = await archivesOf(host, accountId);
  const found = (await Promise.all(archives.map(({ dir }) => readArchive(dir)))).flat();
  const entries = word === "" ? found : found.filter((entry) => matches(entry, word));
  if (json) host.print(JSON.stringify(entries));
  else {
    for (const { at, senderName, sender, bytes, path } of entries)
      host.print(
        [at ?? "", senderName ?? sender ?? "?", text.mediaBytes({ bytes: bytes ?? 0 }), path].join("  "),
      );
    if (entries.length === 0) host.print(word === "" ? text.mediaNothingYet : text.mediaNone);
  }
  return entries.length > 0 || word === "" ? EXIT.done : EXIT.failed;
}

/** `days`: instead of what is configured; whoever keeps files for ever has to name it. */
export async function pruneMedia(
  { host, text, accountId, json }: MediaRequest,
  days?: number,
): Promise<number> {
  const removed: string[] = [];
  for (const { dir, keepDays } of await archivesOf(host, accountId)) {
    const names = await applyRetention({ dir, keepDays: days ?? keepDays }, host.clock.now());
    removed.push(...names.map((name) => join(dir, name)));
  }
  if (json) host.print(JSON.stringify({ removed }));
  else if (removed.length === 0) host.print(text.mediaNothingOver);
  else for (const folder of removed) host.print(text.mediaRemoved({ folder }));
  return EXIT.done;
}
