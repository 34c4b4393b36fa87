/** Reads a file that a person picked, pasted or dropped, as base64. */
import type { PickedFile } from "./state/plan-says.ts";

/** Rejects when the browser cannot read it, for example because it is a folder. */
export function readPickedFile(file: File): Promise<PickedFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("error", () => reject(reader.error ?? new Error(file.name)));
    reader.addEventListener("load", () => {
      const url = String(reader.result);
      resolve({ name: file.name, mime: file.type, data: url.slice(url.indexOf(",") + 1) });
    });
    reader.readAsDataURL(file);
  });
}
