/** The addresses of the settings: looking, planning, applying, taking back, and how far it has come. */
import { z } from "zod";
import type { KnownGroupTitle, SettingsRequest, SettingsView } from "../../contract/console-settings.ts";
import type { Text } from "../text/text.ts";
import type { ConsoleRoute } from "./console-route.ts";
import { readBody } from "./read-body.ts";
import type { SettingsDesk } from "./settings-desk.ts";

const settingsRequest = z.object({
  revision: z.string(),
  edits: z
    .array(z.object({ accountId: z.string(), path: z.string(), value: z.unknown().optional() }))
    .max(500),
  addAccounts: z.array(z.string()).max(50).optional(),
  removeAccounts: z.array(z.string()).max(50).optional(),
});

function readRequest(body: unknown, text: Text): SettingsRequest {
  return readBody(settingsRequest, body, text) as SettingsRequest;
}

export function settingsRoutes(
  desk: SettingsDesk,
  knownGroups: () => Promise<readonly KnownGroupTitle[]>,
): readonly ConsoleRoute[] {
  return [
    {
      method: "GET",
      path: "settings",
      run: async ({ language }): Promise<SettingsView> => {
        const [view, groups] = await Promise.all([desk.view(language), knownGroups()]);
        return { ...view, knownGroups: groups };
      },
    },
    {
      method: "POST",
      path: "settings/plan",
      run: ({ body, text, language }) => desk.plan(readRequest(body, text), language),
    },
    {
      method: "POST",
      path: "settings/apply",
      run: ({ body, text, language }) => desk.apply(readRequest(body, text), language),
    },
    { method: "POST", path: "settings/undo", run: ({ language }) => desk.undo(language) },
    { method: "GET", path: "settings/progress", run: ({ language }) => desk.progress(language) },
  ];
}
