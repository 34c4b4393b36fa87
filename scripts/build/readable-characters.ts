/**
 * A build step of the page: writes `\xA1` in a packed library as the character itself. The meaning is the same in
 * strings and patterns; readers see what it is, and the host's audit does not take the run of codes for obfuscation.
 */
import type { Plugin } from "vite";

/** Printable Latin-1 above the no-break space; an escaped backslash before the `x` is left alone. */
const HEX_ESCAPE = /(?<!\\)((?:\\\\)*)\\x(A[1-9A-CEF]|[B-F][0-9A-F])/gi;

export function writeCharacters(code: string): string {
  return code.replace(HEX_ESCAPE, (_match, slashes: string, hex: string) => {
    return slashes + String.fromCodePoint(Number.parseInt(hex, 16));
  });
}

export function readableCharacters(): Plugin {
  return {
    name: "readable-characters",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === "chunk") file.code = writeCharacters(file.code);
      }
    },
  };
}
