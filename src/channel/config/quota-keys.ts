/** `quota`: what the plan gives a month and how it is spent. A part of the one schema (`schema.ts`). */
import { z } from "zod";
import { defaulted, group } from "./key-spec.ts";

const wantedPlan = {
  en: "a whole number, 0 or more (0 = no limit)",
  zh: "不小于 0 的整数（0 表示不设上限）",
};

export const quotaKeys = {
  quota: group(
    {
      mode: defaulted(z.enum(["auto", "saving", "full"]), "auto", {
        origin: "ours",
        label: { en: "Spending", zh: "用量模式" },
        help: {
          en: "How card updates are spent: auto (by what is left of the month), saving (few updates from the start), full (movement every second until little is left).",
          zh: "卡片更新的用量：auto（按本月剩余额度自动调整）、saving（从一开始就少更新）、full（每秒更新，直到所剩不多）。",
        },
        wanted: { en: "auto, saving or full", zh: "auto、saving 或 full" },
      }),
      monthlyCalls: defaulted(z.number().int().min(0), 5_000, {
        origin: "ours",
        label: { en: "API calls a month", zh: "每月 API 调用次数" },
        help: {
          en: "API calls that the organisation's plan gives a month: 5000 (standard), 200000 (professional). Where several apps share them, this app's part.",
          zh: "组织套餐每月的 API 调用次数：标准版 5000，专业版 200000。多个应用共用时，填本应用可用的部分。",
        },
        wanted: wantedPlan,
        placeholder: "5000",
      }),
      monthlyPushes: defaulted(z.number().int().min(0), 3_000, {
        origin: "ours",
        label: { en: "Pushes a month", zh: "每月推送次数" },
        help: {
          en: "Stream pushes that the organisation's plan gives a month: 3000 (standard), 50000 (professional).",
          zh: "组织套餐每月的 Stream 推送次数：标准版 3000，专业版 50000。",
        },
        wanted: wantedPlan,
        placeholder: "3000",
      }),
    },
    {
      label: { en: "Monthly quota", zh: "每月额度" },
      help: {
        en: "What the plan gives a month, and how it is spent.",
        zh: "套餐每月的额度，以及如何使用。",
      },
    },
  ),
};
