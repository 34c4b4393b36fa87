/**
 * The emulator's door as an OpenAPI description, for programs in other languages. The bodies are the very schemas
 * that check the requests; the answers are held against real ones by a test, and so is the list against the routes.
 */
import { z } from "zod";
import { DOOR, NAMED, type DoorRoute } from "./door.ts";

type Json = Readonly<Record<string, unknown>>;

const capitalised = (word: string) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
const refTo = (id: string) => `#/components/schemas/${id}`;

/** What comes in, as JSON Schema; an answer too, so that a field more is no surprise to who reads it. */
const AS_INPUT = { io: "input", unrepresentable: "any" } as const;

function inline(schema: z.ZodType): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, AS_INPUT);
  return rest;
}

/** Every schema once, under its name; the others refer to it. */
function nameSchemas() {
  const names = z.registry<{ id: string }>();
  const name = (schema: z.ZodType, id: string) => names.has(schema) || names.add(schema, { id });
  for (const [id, schema] of Object.entries(NAMED)) name(schema, id);
  for (const { id, body, answer } of Object.values(DOOR)) {
    if (body) name(body, `${capitalised(id)}Request`);
    if (answer) name(answer, `${capitalised(id)}Answer`);
  }
  const { schemas } = z.toJSONSchema(names, { ...AS_INPUT, uri: refTo });
  const shown = Object.entries(schemas).map(([id, schema]) => {
    const { $schema: _dialect, $id: _id, ...rest } = schema;
    return [id, rest] as const;
  });
  const ref = (schema: z.ZodType): Json => ({ $ref: refTo(names.get(schema)?.id ?? "") });
  return { schemas: Object.fromEntries(shown), ref };
}

function parametersOf(path: string, query: z.ZodType | undefined): Json[] {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  if (!query) return named;
  const { properties = {}, required = [] } = inline(query) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  const asked = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
  return [...named, ...asked];
}

const REFUSALS = {
  400: "The wish cannot be granted; the message says what is wrong and where.",
  403: "Asked by another web page, or under a name that is not this machine's.",
  413: "The body is too large.",
} as const;

function operationOf({ id, summary, body, query, answer, stream }: DoorRoute, path: string, ref: Ref): Json {
  const parameters = parametersOf(path, query);
  const content = body && { "application/json": { schema: ref(body) } };
  const type = stream ? "text/event-stream" : "application/json";
  const schema = answer ? ref(answer) : { type: "object" };
  const refused = Object.keys(REFUSALS).map(
    (status) => [status, { $ref: `#/components/responses/${status}` }] as const,
  );
  return {
    operationId: id,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(content === undefined ? {} : { requestBody: { required: !body?.safeParse({}).success, content } }),
    responses: {
      200: { description: "Done.", content: { [type]: { schema } } },
      ...Object.fromEntries(refused),
    },
  };
}

type Ref = (schema: z.ZodType) => Json;

const REFUSAL = {
  type: "object",
  properties: {
    code: { type: "string", description: "invalid, unknown, forbidden, closed, timeout." },
    message: { type: "string", description: "A sentence for people." },
  },
  required: ["code", "message"],
};

/** OpenAPI 3.1. `prefix`: the path before each route. `origin`: the address it was asked at. */
export function describeDoor(prefix: string, origin: string): Record<string, unknown> {
  const { schemas, ref } = nameSchemas();
  const paths: Record<string, Json> = {};
  for (const [route, described] of Object.entries(DOOR)) {
    const [method = "GET", path = "/"] = route.split(" ");
    const place = `${prefix}${path.replaceAll(/:(\w+)/g, "{$1}")}`;
    paths[place] = { ...paths[place], [method.toLowerCase()]: operationOf(described, path, ref) };
  }
  const content = { "application/json": { schema: { $ref: refTo("Refusal") } } };
  const responses = Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [status, { description, content }]),
  );
  return {
    openapi: "3.1.0",
    info: {
      title: "The local DingTalk's own door",
      version: "1",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    security: [],
    paths,
    components: { schemas: { ...schemas, Refusal: REFUSAL }, responses },
  };
}
