/**
 * A small OpenAI-compatible server on loopback: `POST …/chat/completions` (streamed and whole) and
 * `GET …/models`. It owns the wire format only; what is answered is decided by `answer`.
 * Shared by the demo model of `npm start` and the scripted model of the tests.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { parseModelRequest, type ModelRequest } from "./model-request.ts";
import { createModelReply, type ModelReply } from "./model-reply.ts";

export type AnswerModel = (request: ModelRequest, reply: ModelReply) => Promise<void>;

export interface OpenAiServerOptions {
  readonly answer: AnswerModel;
  /** Default: any free port. */
  readonly port?: number;
  /** Ids that `GET …/models` lists. Default: `demo`. */
  readonly models?: readonly string[];
  /** What else `GET` finds, by path. */
  readonly files?: Readonly<Record<string, { readonly mime: string; readonly data: Buffer }>>;
}

export interface OpenAiServer {
  readonly port: number;
  /** With `/v1`, as the host wants it. */
  readonly baseUrl: string;
  /** Ends open answers and stops listening. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024 * 1024;

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) throw new Error("The request body is too large.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

const wireError = (message: string, type: string) => ({ error: { message, type, param: null, code: null } });

async function answerCompletion(
  incoming: IncomingMessage,
  response: ServerResponse,
  id: number,
  answer: AnswerModel,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort(new Error("The caller closed the connection.")));
  const request = parseModelRequest(await readBody(incoming), id, gone.signal);
  if (!request)
    return sendJson(
      response,
      400,
      wireError("The body is not a chat completion request.", "invalid_request_error"),
    );
  const reply = createModelReply(request, response);
  try {
    await answer(request, reply);
    reply.finish();
  } catch (error) {
    if (!gone.signal.aborted) reply.fail(500, error instanceof Error ? error.message : String(error));
  }
}

/** Starts the server. Rejects when the port is taken. */
export async function createOpenAiServer(options: OpenAiServerOptions): Promise<OpenAiServer> {
  let requests = 0;
  const models = options.models ?? ["demo"];
  const server = createServer((incoming, response) => {
    const path = new URL(incoming.url ?? "/", "http://loopback").pathname;
    if (incoming.method === "GET" && path.endsWith("/models")) {
      const data = models.map((id) => ({ id, object: "model", created: 0, owned_by: "openclaw-dingtalk" }));
      return sendJson(response, 200, { object: "list", data });
    }
    const file = incoming.method === "GET" ? options.files?.[path] : undefined;
    if (file) {
      response.writeHead(200, { "content-type": file.mime, "content-length": file.data.length });
      response.end(file.data);
      return undefined;
    }
    if (incoming.method !== "POST" || !path.endsWith("/chat/completions")) {
      return sendJson(
        response,
        404,
        wireError(`No such route: ${incoming.method} ${path}`, "not_found_error"),
      );
    }
    requests += 1;
    answerCompletion(incoming, response, requests, options.answer).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: options.port ?? 0, host: "127.0.0.1", exclusive: true }, () => resolve());
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
