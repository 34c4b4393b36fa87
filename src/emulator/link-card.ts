/**
 * A robot's ordinary message with buttons or links, as people see it: ActionCards, links, feeds, by the robot API and by
 * session webhook. A title of an ActionCard stands in lists and notifications only, as with DingTalk.
 */
import type { EmulatorLinkCard } from "../contract/emulator-control.ts";
import { isObject, textAt, type Json } from "./validate.ts";

type Link = EmulatorLinkCard["links"][number];

const present = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Value;

function linkOf(label: string | undefined, url: string | undefined, picUrl?: string): Link[] {
  return label === undefined || url === undefined ? [] : [present({ label, url, picUrl }) as Link];
}

function cardOf(
  layout: EmulatorLinkCard["layout"],
  text: string | undefined,
  links: readonly Link[],
): EmulatorLinkCard | undefined {
  return links.length === 0 ? undefined : { layout, text: text ?? "", links };
}

const pair = (param: Json, label: string, url: string) => linkOf(textAt(param, label), textAt(param, url));
const vertical = (param: Json) =>
  [1, 2, 3, 4, 5].flatMap((index) => pair(param, `actionTitle${index}`, `actionURL${index}`));
const horizontal = (param: Json) =>
  [1, 2].flatMap((index) => pair(param, `buttonTitle${index}`, `buttonUrl${index}`));

/** Of a `msgKey` with its `msgParam`; undefined for the keys without links. */
export function linkCardOfKey(msgKey: string, param: Json): EmulatorLinkCard | undefined {
  const text = textAt(param, "text");
  switch (msgKey) {
    case "sampleLink": {
      const [title, url] = [textAt(param, "title"), textAt(param, "messageUrl")];
      return cardOf("link", text, linkOf(title, url, textAt(param, "picUrl")));
    }
    case "sampleActionCard":
      return cardOf("column", text, pair(param, "singleTitle", "singleURL"));
    case "sampleActionCard6":
      return cardOf("row", text, horizontal(param));
    default:
      return /^sampleActionCard[2-5]$/.test(msgKey) ? cardOf("column", text, vertical(param)) : undefined;
  }
}

const objects = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);

/** «消息发送与接收类型»: `btnOrientation` "1" puts buttons side by side. */
function ofActionCard(card: Json): EmulatorLinkCard | undefined {
  const text = textAt(card, "text");
  if (textAt(card, "title") === undefined || text === undefined) return undefined;
  const single = pair(card, "singleTitle", "singleURL");
  const links =
    single.length > 0 ? single : objects(card["btns"]).flatMap((btn) => pair(btn, "title", "actionURL"));
  return cardOf(card["btnOrientation"] === "1" ? "row" : "column", text, links);
}

/** Of a session webhook's `msgtype` with the object under that name; undefined when it lacks what it needs. */
export function linkCardOfType(msgtype: string, body: Json): EmulatorLinkCard | undefined {
  switch (msgtype) {
    case "actionCard":
      return ofActionCard(body);
    case "link": {
      const text = textAt(body, "text");
      const links = linkOf(textAt(body, "title"), textAt(body, "messageUrl"), textAt(body, "picUrl"));
      return text === undefined ? undefined : cardOf("link", text, links);
    }
    case "feedCard": {
      const links = objects(body["links"]);
      const known = links.flatMap((link) =>
        linkOf(textAt(link, "title"), textAt(link, "messageURL"), textAt(link, "picURL")),
      );
      return known.length === links.length ? cardOf("feed", undefined, known) : undefined;
    }
    default:
      return undefined;
  }
}

/** The same as Markdown, for whoever reads a message's words. */
export function linkCardText({ text, links }: EmulatorLinkCard): string {
  return [text, ...links.map(({ label, url }) => `[${label}](${url})`)]
    .filter((part) => part !== "")
    .join("\n\n");
}
