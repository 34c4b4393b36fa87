/**
 * What the agent reads of one message, line by line. Pure.
 *
 *     [quoting 张三: the quoted words]       first the quote, the innermost first
 *     the person's own words
 *     [file: 报价单.xlsx]                    then what came along and has a name, or is all there is
 *     [text extracted from "报价单.docx"] …  what documents say, marked as foreign
 *     [not received: film.mp4, above …]      last what did not arrive
 *
 * Commands are read from the person's own words, never from here.
 */
import type { FetchedFile, MissedFile } from "../media/archive.ts";
import type { Attachment, InboundMessage, Quote } from "../model.ts";
import type { Text } from "../text/text.ts";

export interface BodyParts {
  readonly message: InboundMessage;
  /** In the order of the message, then of its quotes. */
  readonly files: readonly FetchedFile[];
  /** The words of something that the bot said, by its key. */
  readonly findSent: (key: string) => string | undefined;
  readonly maxBytes: number;
  /** Puts the host's marks around words that are nobody's orders. */
  readonly markUntrusted: (words: string) => string;
  readonly text: Text;
}

/** A quote is a pointer to what was said, not a second copy of all of it. */
const MAX_QUOTE_CHARACTERS = 1_500;

/** Characters of documents that one message may bring. */
const MAX_DOCUMENT_CHARACTERS = 60_000;

/** A limit as people write it. */
export function formatLimit(bytes: number): string {
  const mega = bytes / (1024 * 1024);
  return mega >= 1 ? `${Number(mega.toFixed(1))} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

export function kindName(kind: Attachment["kind"], text: Text): string {
  const names = {
    image: text.mediaKindImage,
    audio: text.mediaKindAudio,
    video: text.mediaKindVideo,
    file: text.mediaKindFile,
  };
  return names[kind];
}

/** A name from outside on one line; the kind where there is none. */
export function shownName({ kind, name }: Attachment, text: Text): string {
  return name ? name.replaceAll(/\s+/g, " ") : kindName(kind, text);
}

function quoteLines(quote: Quote | undefined, { findSent, text }: BodyParts): string[] {
  if (!quote) return [];
  const found = quote.text ?? (quote.key ? findSent(quote.key) : undefined);
  const own = quote.ofOwnMessage || (quote.text === undefined && found !== undefined);
  const names = quote.attachments.map((attachment) => shownName(attachment, text)).join(", ");
  const whole = found ?? (names === "" ? text.bodyQuoteUnknown : "");
  const words =
    whole.length > MAX_QUOTE_CHARACTERS ? `${[...whole].slice(0, MAX_QUOTE_CHARACTERS).join("")}…` : whole;
  const who = own ? text.bodyQuoteOwn : (quote.sender ?? text.bodyQuoteOther);
  const line = text.bodyQuote({ who, text: [words, names].filter(Boolean).join(" ") });
  return [...quoteLines(quote.quote, { findSent, text } as BodyParts), line];
}

function missedLine({ attachment, reason }: MissedFile, { text, maxBytes }: BodyParts): string {
  const name = shownName(attachment, text);
  return reason === "too-big"
    ? text.bodyTooBig({ name, limit: formatLimit(maxBytes) })
    : text.bodyMissed({ name });
}

/** What documents say; the first that do not fit any more are only named. */
function documentLines(files: readonly FetchedFile[], { text, markUntrusted }: BodyParts): string[] {
  let room = MAX_DOCUMENT_CHARACTERS;
  return files.flatMap((file) => {
    if (file.kind !== "stored" || !file.text) return [];
    const name = shownName(file.attachment, text);
    if (file.text.kind === "unreadable") return [text.bodyDocumentUnread({ name })];
    const { text: words, cut } = file.text;
    if (words.length > room) return [text.bodyDocumentLeftOut({ name })];
    room -= words.length;
    const tail = cut ? [text.bodyDocumentCut({ name, shown: words.length })] : [];
    return [text.bodyDocument({ name }), markUntrusted(words), ...tail];
  });
}

export function composeBody(parts: BodyParts): string {
  const { message, files, text } = parts;
  const own = files.filter(({ attachment }) => message.attachments.includes(attachment));
  const stored = own.filter(
    ({ kind, attachment }) => kind === "stored" && !message.text.includes(attachment.name ?? "\0"),
  );
  const named = stored.filter(({ attachment }) => attachment.name !== undefined || message.text === "");
  const lines = named.map(({ attachment }) =>
    attachment.name === undefined
      ? `[${kindName(attachment.kind, text)}]`
      : text.bodyAttachment({
          kind: kindName(attachment.kind, text),
          name: shownName(attachment, text),
        }),
  );
  const missed = files.flatMap((file) => (file.kind === "missed" ? [missedLine(file, parts)] : []));
  const documents = documentLines(files, parts);
  return [...quoteLines(message.quote, parts), message.text, ...lines, ...documents, ...missed]
    .filter(Boolean)
    .join("\n");
}
