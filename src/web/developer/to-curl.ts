/** A call of the wire log as a line for a shell. What was masked there is a variable or stays masked here. */
import type { WireCall } from "../../contract/emulator-console.ts";

const TOKEN_HEADER = "x-acs-dingtalk-access-token";
const MASK = "***";

/** Nothing inside of single quotes means anything to a POSIX shell. */
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export function toCurl(call: WireCall, origin: string): string {
  const query = Object.entries(call.query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${value === MASK ? MASK : encodeURIComponent(value)}`,
  );
  const url = `${origin}${call.path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
  const headers = Object.entries(call.headers)
    .filter(([name]) => name !== "user-agent")
    .map(([name, value]) =>
      name === TOKEN_HEADER ? `-H "${TOKEN_HEADER}: $ACCESS_TOKEN"` : `-H ${quote(`${name}: ${value}`)}`,
    );
  const body = call.request === undefined ? [] : [`--data-raw ${quote(call.request)}`];
  return [`curl -X ${call.method} ${quote(url)}`, ...headers, ...body].join(" \\\n  ");
}
