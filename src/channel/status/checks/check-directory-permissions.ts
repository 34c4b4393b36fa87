/** May the app look people up? Without it the bot answers all the same; it knows fewer names. Costs nothing. */
import { OPERATIONS } from "../../../contract/endpoints.ts";
import type { AccountCheck, Finding } from "./check.ts";
import { findPermission } from "./permission-finding.ts";

const withConsequence = (finding: Finding, without: string): Finding =>
  finding.state === "warning" ? { ...finding, found: `${finding.found}. ${without}` } : finding;

export const checkDirectoryPermissions: AccountCheck = {
  kind: "account",
  id: "directory-permissions",
  title: "checkDirectoryTitle",
  online: true,
  async run(context) {
    const { text } = context;
    const names = await findPermission(context, "read-people", OPERATIONS.getUser.scope, "warning");
    const search = await findPermission(context, "search-people", OPERATIONS.searchUsers.scope, "warning");
    return [withConsequence(names, text.withoutNames), withConsequence(search, text.withoutSearch)];
  },
};
