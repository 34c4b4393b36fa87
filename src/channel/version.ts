/** The package's version, for the user agent of the Stream connection. Kept in step by a test. */
export const VERSION = "0.1.0";
/** The OpenClaw release that the plugin was built and tried on. Kept in step with package.json by a test. */
export const TESTED_HOST = "2026.9.6";
/** The oldest OpenClaw release that we promise; `npm run test:hosts` tries it and others between. */
export const OLDEST_HOST = "2026.8.1";
