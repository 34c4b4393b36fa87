/** Are the keys of `channels.dingtalk` known, valid and without contradiction? */
import { collectConfigIssues } from "../../config/issues.ts";
import { describeIssue } from "../../text/text.ts";
import { good, type InstallationCheck } from "./check.ts";

export const checkConfig: InstallationCheck = {
  kind: "installation",
  id: "config",
  title: "checkConfigTitle",
  async run({ section, machine, language, text }) {
    if (section === undefined)
      return [{ state: "problem", found: text.notSetUp, remedy: text.remedySetup, code: "not-configured" }];
    const issues = collectConfigIssues(section, machine);
    if (issues.length === 0) return good(text.configFine);
    return issues.map((issue) => ({
      state: issue.kind === "wrong-type" || issue.kind === "conflict" ? "problem" : "warning",
      found: describeIssue(issue, language),
      code: issue.kind,
    }));
  },
};
