/**
 * The link on which DingTalk's app says something in the name of who taps it. The host part must be lower case; other
 * `dtmd:` links open parts of the app. Reported from live tenants, unproven.
 */
export function parseSayLink(url: string): string | undefined {
  const prefix = "dtmd://dingtalkclient/sendMessage?";
  if (!url.startsWith(prefix)) return undefined;
  const content = new URLSearchParams(url.slice(prefix.length)).get("content");
  return content === null || content.trim() === "" ? undefined : content;
}
