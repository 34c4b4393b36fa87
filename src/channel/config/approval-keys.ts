/** `approvals`: who decides when the agent needs permission. A part of the one schema (`schema.ts`). */
import { z } from "zod";
import { group, key } from "./key-spec.ts";

export const approvalKeys = {
  approvals: group(
    {
      approvers: key(z.array(z.union([z.string(), z.number()])), {
        origin: "ours",
        label: { en: "Approvers", zh: "审批人" },
        help: {
          en: "People (staffId) who decide when the agent needs permission for a command or a plugin's action. Without a list: who asked, and whom allowFrom names.",
          zh: "智能体执行命令或插件操作需要授权时，由这些人员（staffId）决定。不填则由提问者本人以及 allowFrom 中列出的人员决定。",
        },
        wanted: {
          en: 'a list of staffIds such as ["user123"]',
          zh: '由 staffId 组成的列表，例如 ["user123"]',
        },
        defaultText: { en: "who asked", zh: "提问者本人" },
      }),
    },
    {
      label: { en: "Approvals", zh: "审批" },
      help: { en: "Who decides when the agent needs permission.", zh: "智能体需要授权时由谁决定。" },
    },
  ),
};
