/**
 * A code to scan, drawn in the terminal by the host. The host may drop the function (its subpath is on notice);
 * then there is no picture, and the link beside it is enough.
 */

/** Lines of half blocks, or undefined when the host cannot draw. */
export async function drawTerminalCode(content: string): Promise<string | undefined> {
  try {
    const { renderQrTerminal } = await import("openclaw/plugin-sdk/media-runtime");
    return await renderQrTerminal(content, { small: true });
  } catch {
    return undefined;
  }
}
