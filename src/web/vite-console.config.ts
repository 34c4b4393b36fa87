/**
 * Builds the console's page into `dist/web/console`: plain files, relative addresses, nothing inline, so that the
 * gateway can serve them below any base path under `default-src 'none'; script-src 'self'; style-src 'self'`.
 */
import { defineConfig } from "vite";
import { readableCharacters } from "../../scripts/build/readable-characters.ts";

const here = (path: string) => decodeURIComponent(new URL(path, import.meta.url).pathname);

export default defineConfig({
  root: here("./console"),
  base: "./",
  plugins: [readableCharacters()],
  build: {
    outDir: here("../../dist/web/console"),
    emptyOutDir: true,
    target: "es2024",
    cssTarget: "esnext",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [here("./console/index.html")] },
  },
});
