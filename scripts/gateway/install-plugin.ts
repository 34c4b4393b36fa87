/**
 * Installs a packed plugin through the host's own installer, with only what the host asks of every plugin
 * from outside its catalogue: one consent to the source, one to the capabilities.
 */
import { runHostCli, type HostCliOptions, type HostCliResult } from "./host-cli.ts";

/** `openclaw plugins install <tarball> --force --accept-capabilities`. Rejects when the host refuses. */
export function installPlugin(
  stateDir: string,
  tarball: string,
  options: HostCliOptions = {},
): Promise<HostCliResult> {
  return runHostCli(stateDir, ["plugins", "install", tarball, "--force", "--accept-capabilities"], options);
}
