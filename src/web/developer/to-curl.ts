/**
 * A call of the wire log as lines for a shell. What was masked there is a variable here: the access token is fetched
 * anew, everything else the shell asks for by name. A body that the log did not keep is a file that one names.
 */
import type { WireCall } from "../../contract/emulator-console.ts";

/** What the shell says who runs it without a variable; plain words without quotes, braces and dollars. */
export interface CurlWords {
  readonly secret: string;
  readonly masked: string;
  readonly file: string;
}

const TOKEN_HEADER = "x-acs-dingtalk-access-token";
const TOKEN_PATH = "/v1.0/oauth2/accessToken";
const MASK = "***";
const TOKEN = "ACCESS_TOKEN";
const SECRET = "CLIENT_SECRET";
const FILE = "BODY_FILE";
const NAMES: Readonly<Record<string, string>> = {
  appsecret: SECRET,
  clientsecret: SECRET,
  client_secret: SECRET,
  [TOKEN_HEADER]: TOKEN,
  access_token: TOKEN,
  accesstoken: TOKEN,
};
const MASKED_FIELD = /"(\w+)":"\*\*\*"/g;
/** Bodies that were too long end like this. */
const CUT_BODY = /… \[\d+ characters\]$/;

/** Stands for a variable until the text is quoted; no text of the log holds these characters. */
const [OPEN, CLOSE] = ["\uE000", "\uE001"];
const HOLE = /\uE000(\w+)\uE001/g;
const hole = (name: string) => `${OPEN}${name}${CLOSE}`;

/** Nothing inside of single quotes means anything to a POSIX shell; variables stand between them in double ones. */
const quote = (text: string) =>
  `'${text.replaceAll("'", `'\\''`).replaceAll(HOLE, `'"$$$1"'`)}'`.replace(/"''$/, '"');

const variableOf = (name: string): string =>
  NAMES[name.toLowerCase()] ?? name.replaceAll(/([a-z])([A-Z])|\W/g, "$1_$2").toUpperCase();
const unmask = (name: string, value: string) => (value === MASK ? hole(variableOf(name)) : value);

const unmaskField = (_: string, name: string) => `"${name}":"${hole(variableOf(name))}"`;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Of a body that the log has only a note or the beginning of. */
function isIncomplete(body: string): boolean {
  return CUT_BODY.test(body) || (/^\[.*\]$/s.test(body) && !isJson(body));
}

/** The flag and its value, not quoted yet. */
function bodyOf({ request, headers }: WireCall): readonly [flag: string, value: string] | undefined {
  if (request === undefined) return undefined;
  if (isIncomplete(request)) {
    const isForm = (headers["content-type"] ?? "").startsWith("multipart/");
    return isForm ? ["-F", `media=@${hole(FILE)}`] : ["--data-binary", `@${hole(FILE)}`];
  }
  return ["--data-raw", request.replaceAll(MASKED_FIELD, unmaskField)];
}

function urlOf({ path, query }: WireCall, origin: string): string {
  const pairs = Object.entries(query).map(
    ([name, value]) =>
      `${encodeURIComponent(name)}=${value === MASK ? unmask(name, value) : encodeURIComponent(value)}`,
  );
  return `${origin}${path}${pairs.length > 0 ? `?${pairs.join("&")}` : ""}`;
}

function fetchToken(origin: string, clientId: string): string {
  const body = quote(`{"appKey":${JSON.stringify(clientId)},"appSecret":"${hole(SECRET)}"}`);
  const asked = `curl -s ${quote(`${origin}${TOKEN_PATH}`)} -H 'content-type: application/json' --data-raw ${body}`;
  return `${TOKEN}=$(${asked} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`;
}

/** Joined with `&&`, so that nothing is sent without what it needs. */
export function toCurl(call: WireCall, origin: string, words: CurlWords): string {
  const url = urlOf(call, origin);
  const body = bodyOf(call);
  const headers = Object.entries(call.headers)
    .filter(([name]) => name !== "user-agent" && !(body?.[0] === "-F" && name === "content-type"))
    .map(([name, value]) => `${name}: ${unmask(name, value)}`);
  const whole = [url, ...headers, body?.[1] ?? ""].join("\n");
  const needed = new Set([...whole.matchAll(HOLE)].map(([, name]) => name ?? ""));
  const fetched = call.clientId !== undefined && needed.delete(TOKEN);
  if (fetched) needed.add(SECRET);
  const hints: Readonly<Record<string, string>> = { [SECRET]: words.secret, [FILE]: words.file };
  return [
    ...[...needed].map((name) => `: "\${${name}:?${hints[name] ?? words.masked}}"`),
    ...(fetched ? [fetchToken(origin, call.clientId)] : []),
    [
      `curl -X ${call.method} ${quote(url)}`,
      ...headers.map((header) => `-H ${quote(header)}`),
      ...(body ? [`${body[0]} ${quote(body[1])}`] : []),
    ].join(" \\\n  "),
  ].join(" &&\n");
}
