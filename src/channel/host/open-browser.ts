/**
 * Shows an address in the person's browser, by the host's own runner of commands. It fails softly: the address is
 * printed in any case, and a machine without a browser is an ordinary one.
 */

/**
 * `xdg-open` may become the browser itself and stay until that is closed. What fails, fails at once: after three seconds
 * it is left alone, with nothing of ours to write to, so that neither waits for the other.
 */
const PATIENT_XDG_OPEN = `command -v xdg-open >/dev/null || exit 127
xdg-open "$1" </dev/null >/dev/null 2>&1 &
for _ in 1 2 3; do sleep 1; kill -0 $! 2>/dev/null || { wait $!; exit $?; }; done`;

const COMMANDS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};
const ELSEWHERE = ["/bin/sh", "-c", PATIENT_XDG_OPEN, "sh"];
const LIMIT_MS = 20_000;

/** False when nothing could open it. Never rejects. */
export type OpenBrowser = (url: string) => Promise<boolean>;

export const openBrowser: OpenBrowser = async (url) => {
  try {
    const { runPluginCommandWithTimeout } = await import("openclaw/plugin-sdk/run-command");
    const argv = [...(COMMANDS[process.platform] ?? ELSEWHERE), url];
    const { code } = await runPluginCommandWithTimeout({ argv, timeoutMs: LIMIT_MS });
    return code === 0;
  } catch {
    return false;
  }
};
