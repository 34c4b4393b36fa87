/** JSON that a person wrote or chose. What is none is refused in the page's language, not in the browser's. */
import type { DeveloperText } from "../text/create-developer-text.ts";

/** `name`: of the field or file. Throws an error whose message may be shown. */
export function parseJson(json: string, name: string, text: DeveloperText): unknown {
  try {
    return JSON.parse(json.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw new Error(text("app.notJson", { name }), { cause });
  }
}
