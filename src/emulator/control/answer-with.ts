/** How a route of the emulator's door answers: JSON, or 400 with `{code, message}` when the wish cannot be granted. */
import type { Context } from "hono";
import type { Emulator } from "../emulator.ts";
import type { NodeEnv } from "../platform/routes.ts";
import { EmulatorRefusal } from "../refusal.ts";

export const CONTROL_PATH = "/_emulator";

/** Gets the request's body as text. */
export type Action = (text: string, c: Context<NodeEnv>) => unknown;

/** What a control route may do: the emulator without its life cycle and its waiting. */
export type ControlTarget = Omit<Emulator, "close" | "waitFor" | "url" | "port">;

/** In the language that the asker reads: English, unless it wants Chinese first. */
const refusalOf = ({ code, message, zh }: EmulatorRefusal, c: Context<NodeEnv>) => ({
  code,
  message: /^\s*zh/i.test(c.req.header("accept-language") ?? "") ? zh : message,
});

export function answerWith(action: Action) {
  return async (c: Context<NodeEnv>): Promise<Response> => {
    c.header("cache-control", "no-store");
    try {
      return c.json((await action(await c.req.text(), c)) ?? {});
    } catch (error) {
      if (!(error instanceof EmulatorRefusal)) throw error;
      return c.json(refusalOf(error, c), 400);
    }
  };
}
