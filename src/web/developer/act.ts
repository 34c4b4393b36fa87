/** How a view of the page acts: it says what to ask of the emulator; the page does it and shows what went wrong. */
import type { DeveloperApi } from "./developer-api.ts";

/** Resolves to whether it worked. */
export type Act = (run: (api: DeveloperApi) => Promise<unknown>) => Promise<boolean>;
