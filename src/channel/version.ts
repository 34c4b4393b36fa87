/** The package's version, for the user agent of the Stream connection. Kept in step by a test. */
export const VERSION = "0.1.0";
