/**
 * Builds the chat page and the developer's page of the emulator into `dist/web/chat`: plain files, relative addresses, nothing inline,
 * so that the emulator can serve them under `default-src 'none'; script-src 'self'; style-src 'self'`.
 */
import { defineConfig } from "vite";
import { licenseNotices } from "../../scripts/build/license-notices.ts";
import { readableCharacters } from "../../scripts/build/readable-characters.ts";

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);

export default defineConfig({
  root: here("./chat"),
  base: "./",
  plugins: [readableCharacters(), licenseNotices()],
  build: {
    outDir: here("../../dist/web/chat"),
    emptyOutDir: true,
    target: "es2024",
    cssTarget: "esnext",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [here("./chat/index.html"), here("./chat/developer.html")] },
  },
});
