/**
 * `GET /appscope/apply?content=<clientId>#<scope>`: where the link in a refusal leads. It grants nothing by itself: it
 * opens the developer's page, where a person presses the button. Without the built page it says how to do it.
 */
import type { Hono } from "hono";
import { PERMISSION_APPLY_PATH } from "../../contract/endpoints.ts";
import type { NodeEnv } from "../platform/routes.ts";
import { CONTROL_PATH } from "./answer-with.ts";
import { loopbackGuard } from "./loopback-guard.ts";
import { DEVELOPER_PAGE } from "./page.ts";

export function mountApplyLink(app: Hono<NodeEnv>, hasPage: boolean): void {
  app.on("GET", PERMISSION_APPLY_PATH, loopbackGuard, (c) => {
    const [clientId = "", scope = ""] = (c.req.query("content") ?? "").split("#");
    if (hasPage) {
      const route = new URLSearchParams({ view: "apply", app: clientId, scope });
      return c.redirect(`/${DEVELOPER_PAGE}#${route.toString()}`);
    }
    const body = JSON.stringify({ clientId, scope });
    return c.text(`Grant it with: POST ${CONTROL_PATH}/permissions/apply ${body}\n`);
  });
}
