/**
 * `openclaw china console`: the address of the console, with the gateway's token in its fragment, which a browser
 * never sends anywhere. It is printed because somebody asked for it; no browser is started, since the address would
 * stand in the list of processes for every user of the machine.
 */
import type { Text } from "../text/text.ts";
import { EXIT, type SetupHost } from "./setup-host.ts";

export interface ShowConsole {
  readonly host: SetupHost;
  readonly text: Text;
  readonly json: boolean;
  /** False: the address alone. */
  readonly withToken: boolean;
}

export async function showConsole({ host, text, json, withToken }: ShowConsole): Promise<number> {
  const { config } = await host.configFile.read();
  const { url, token, access } = await host.findConsole(config);
  const running = (await host.askGateway()) !== undefined;
  const signedIn = withToken && token !== undefined;
  const address = signedIn ? `${url}#token=${encodeURIComponent(token)}` : url;
  const notes = [
    ...(running ? [] : [text.gatewayStopped]),
    ...(access === "missing" ? [text.consoleTokenUnread] : []),
    ...(access === "proxy" ? [text.consoleBehindProxy] : []),
    ...(signedIn ? [text.consoleTokenInAddress] : []),
  ];
  if (json)
    host.print(JSON.stringify({ url: address, tokenIncluded: signedIn, access, running, notes }, null, 2));
  else for (const line of [address, ...notes.map((note) => `! ${note}`)]) host.print(line);
  return running && access !== "missing" ? EXIT.done : EXIT.attention;
}
