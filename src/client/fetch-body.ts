/**
 * One GET of a URL into a sink: guarded again after every redirect, counted while it flows, never buffered whole.
 * No `Content-Type` goes out: a pre-signed URL's signature is over a request without one. `fetch` is not used because
 * it cannot be told which address to connect to.
 */
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { classifyThrown } from "./classify-thrown.ts";
import { DingTalkError, type CallName, type DingTalkErrorCode, type DingTalkErrorDetails } from "./errors.ts";
import type { ResolvedOptions } from "./options.ts";
import { BLOCKED_ADDRESS, createGuardedLookup, evaluateDownloadUrl } from "./url-guard.ts";

/** Where the bytes go. `write` is awaited: a slow sink slows the download down. */
export interface DownloadSink {
  write(chunk: Uint8Array): void | Promise<void>;
  /** All bytes were written. */
  close?(): void | Promise<void>;
  /** What was written is worthless. */
  abort?(error: unknown): void | Promise<void>;
}

/** What the file's host says about it; all of it may be wrong. */
export interface BodyHead {
  /** Where the bytes come from, after redirects. */
  readonly url: URL;
  readonly contentType?: string | undefined;
  readonly contentDisposition?: string | undefined;
}

export interface BodyRequest {
  /** Under which name failures are reported. */
  readonly operation: CallName;
  readonly maxBytes: number;
  readonly allowPrivate?: boolean | undefined;
  readonly signal: AbortSignal;
  /** Called before the first byte. */
  readonly onHead?: ((head: BodyHead) => void) | undefined;
}

const MAX_REDIRECTS = 3;
/** Without a byte for this long the line is dead. */
const SILENCE_LIMIT_MS = 30_000;

/** Resolves with the number of bytes. Rejects with a `DingTalkError`, or with what the sink threw. */
export async function fetchBody(
  options: ResolvedOptions,
  url: string,
  sink: DownloadSink,
  request: BodyRequest,
): Promise<number> {
  const fail = failureOf(request.operation);
  let next = parseUrl(fail, url);
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const response = await open(options, next, request);
    const location = redirectOf(fail, response);
    if (location === undefined) return readInto(options, response, sink, { ...request, url: next });
    response.destroy();
    next = parseUrl(fail, location, next);
  }
  throw fail("bad-answer", `more than ${MAX_REDIRECTS} redirects`);
}

type Fail = (code: DingTalkErrorCode, why: string, details?: Partial<DingTalkErrorDetails>) => DingTalkError;

function failureOf(operation: CallName): Fail {
  return (code, why, details = {}) => {
    const dispatched = code === "blocked-address" ? "no" : "refused";
    return new DingTalkError(code, `${operation}: ${why}`, { operation, dispatched, ...details });
  };
}

function parseUrl(fail: Fail, url: string, base?: URL): URL {
  const parsed = URL.parse(url, base?.href);
  if (!parsed) throw fail("bad-answer", "the download URL is no URL");
  return parsed;
}

function redirectOf(fail: Fail, { statusCode = 0, headers }: IncomingMessage): string | undefined {
  if (statusCode < 300 || statusCode > 399) return undefined;
  if (headers.location === undefined) throw fail("bad-answer", "a redirect leads nowhere");
  return headers.location;
}

/** Sends the request; resolves when the head of the answer is there. */
function open(options: ResolvedOptions, url: URL, request: BodyRequest): Promise<IncomingMessage> {
  const { operation } = request;
  const fail = failureOf(operation);
  const policy = { allowPrivate: request.allowPrivate ?? false };
  const refusal = evaluateDownloadUrl(url, policy);
  if (refusal !== undefined) return Promise.reject(fail("blocked-address", refusal));
  const requestOptions: RequestOptions = {
    method: "GET",
    // A connection of our own: a pooled one would not ask the guarded lookup.
    agent: false,
    lookup: createGuardedLookup(options.lookup, policy),
    signal: request.signal,
    headers: { accept: "*/*", "accept-encoding": "identity" },
  };
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "https:" ? requestHttps : requestHttp)(url, requestOptions, resolve);
    const silence = options.clock.after(SILENCE_LIMIT_MS, () => outgoing.destroy(silent(fail)));
    outgoing.once("response", () => silence.cancel());
    outgoing.once("close", () => silence.cancel());
    outgoing.on("error", (error) => reject(classify(operation, error)));
    outgoing.end();
  });
}

const silent = (fail: Fail) =>
  fail("timeout", `nothing came for ${SILENCE_LIMIT_MS} ms`, { dispatched: "maybe" });

function classify(operation: CallName, error: unknown): DingTalkError {
  if (error instanceof Error && "code" in error && error.code === BLOCKED_ADDRESS)
    return failureOf(operation)(
      "blocked-address",
      "the name of the download's host leads to an address that is not public",
    );
  return classifyThrown(operation, error);
}

function checkHead(
  fail: Fail,
  { statusCode: status = 0, headers }: IncomingMessage,
  maxBytes: number,
): number | undefined {
  if (status >= 500)
    throw fail("server", `the file's host answered ${status}`, { status, dispatched: "maybe" });
  if (status < 200 || status > 299 || status === 206)
    throw fail(status >= 400 ? "refused" : "bad-answer", `the file's host answered ${status}`, { status });
  const announced = headers["content-length"] === undefined ? undefined : Number(headers["content-length"]);
  if (announced !== undefined && announced > maxBytes) throw tooLarge(fail, maxBytes);
  return announced;
}

const tooLarge = (fail: Fail, limitBytes: number) =>
  fail("too-large", `the file is larger than ${limitBytes} bytes`, {
    limitBytes,
    hint: "Raise the limit, or ask for a smaller file. What had arrived was thrown away.",
  });

async function readInto(
  options: ResolvedOptions,
  response: IncomingMessage,
  sink: DownloadSink,
  { maxBytes, operation, onHead, url }: BodyRequest & { readonly url: URL },
): Promise<number> {
  const fail = failureOf(operation);
  let bytes = 0;
  let silence: { cancel(): void } | undefined;
  const listen = () => {
    silence = options.clock.after(SILENCE_LIMIT_MS, () => response.destroy(silent(fail)));
  };
  try {
    const announced = checkHead(fail, response, maxBytes);
    const { "content-type": contentType, "content-disposition": contentDisposition } = response.headers;
    onHead?.({ url, contentType, contentDisposition });
    listen();
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (;;) {
      const step = await chunks.next().catch((error: unknown) => Promise.reject(classify(operation, error)));
      silence?.cancel();
      if (step.done === true) break;
      bytes += step.value.length;
      if (bytes > maxBytes) throw tooLarge(fail, maxBytes);
      await sink.write(step.value);
      listen();
    }
    if (announced !== undefined && bytes !== announced)
      throw fail("network", "the file ended early", { dispatched: "maybe" });
    return bytes;
  } finally {
    silence?.cancel();
    response.destroy();
  }
}
