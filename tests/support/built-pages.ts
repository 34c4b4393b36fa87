/** Where the pages stand that this run built: the lane's set-up builds `dist` before its first test. */
import { join } from "node:path";
import { projectRoot } from "../../scripts/gateway/project-paths.ts";

/** The chat page and the developer's page, for an emulator's `webRoot`. */
export const chatPages = join(projectRoot, "dist/web/chat");
