/** Can received files be kept? Writes a small file where they go and takes it away again. */
import { randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { good, type AccountCheck } from "./check.ts";

export const checkArchive: AccountCheck = {
  kind: "account",
  id: "archive",
  title: "checkArchiveTitle",
  online: false,
  async run({ account, text }) {
    const { dir } = account.inboundMedia;
    const trial = join(dir, `.${randomUUID()}.check`);
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await writeFile(trial, "", { mode: 0o600 });
      await rm(trial, { force: true });
      return good(text.archiveWritable({ dir }));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      return [
        {
          state: "problem",
          found: text.archiveUnwritable({ dir, reason }),
          remedy: text.remedyArchive,
          code: "archive",
        },
      ];
    }
  },
};
