/** A person at a terminal who has credentials and enters them, from the question how to get any. */
import { DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET } from "../../src/emulator/index.ts";
import { Key, type Terminal } from "./terminal.ts";

export async function enterByHand(terminal: Terminal, secret = DEFAULT_CLIENT_SECRET): Promise<void> {
  terminal.type(Key.down);
  await terminal.see(/● Enter them by hand/);
  terminal.type(Key.enter);
  await terminal.see(/Client ID \(AppKey\)/);
  terminal.type(`${DEFAULT_CLIENT_ID}${Key.enter}`);
  await terminal.see(/not shown while you type/);
  terminal.type(`${secret}${Key.enter}`);
}
