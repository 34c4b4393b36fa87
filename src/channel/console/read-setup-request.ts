/** What the page asks of set-up, checked by the rules of the questions and turned into answers. Writes nothing. */
import { z } from "zod";
import type { SetupRequest } from "../../contract/console-setup.ts";
import { normalizeOptionalAccountId } from "../config/account-id.ts";
import type { DmPolicy, GroupPolicy } from "../config/schema.ts";
import { QUESTIONS, refuseAnswer, type Question } from "../setup/questions.ts";
import type { ScannedApp } from "../setup/scan-code.ts";
import type { SetupAnswers } from "../setup/setup-answers.ts";
import type { Text } from "../text/text.ts";
import { ConsoleError } from "./console-route.ts";
import { readBody } from "./read-body.ts";

const requestSchema = z.strictObject({
  accountId: z.string(),
  name: z.string().trim().max(100).exactOptional(),
  answers: z.record(z.string(), z.string().max(1_000)),
  scanJob: z.string().exactOptional(),
  write: z.boolean(),
}) satisfies z.ZodType<SetupRequest>;

export interface ReadSetupRequest {
  readonly answers: SetupAnswers;
  readonly write: boolean;
}

function checkAnswer(id: string, value: string, text: Text): void {
  const question: Question | undefined = Object.hasOwn(QUESTIONS, id)
    ? QUESTIONS[id as keyof typeof QUESTIONS]
    : undefined;
  if (!question)
    throw new ConsoleError("invalid-value", { text: text.consoleQuestionUnknown({ id }), field: id });
  const refusal = refuseAnswer(question, value);
  if (refusal)
    throw new ConsoleError("invalid-value", {
      text: `${text[question.message]}: ${text[refusal]}`,
      field: id,
    });
}

function toAnswers(request: SetupRequest, accountId: string, app: ScannedApp | undefined): SetupAnswers {
  const { name } = request;
  const { clientId, clientSecret, dmPolicy, groupPolicy, enableAICard, sessions } = request.answers;
  return {
    accountId,
    ...(name ? { name } : {}),
    ...(clientId === undefined ? {} : { clientId: clientId.trim() }),
    ...(clientSecret === undefined ? {} : { clientSecret: clientSecret.trim() }),
    ...app,
    ...(dmPolicy === undefined ? {} : { dmPolicy: dmPolicy as DmPolicy }),
    ...(groupPolicy === undefined ? {} : { groupPolicy: groupPolicy as GroupPolicy }),
    ...(enableAICard === undefined ? {} : { enableAICard: enableAICard === "on" }),
    ...(sessions === undefined ? {} : { sessions: sessions === "separate" ? "separate" : "keep" }),
  };
}

/** `appOf` hands out what a scan brought. Throws `ConsoleError` with the field that is wrong. */
export function readSetupRequest(
  body: unknown,
  text: Text,
  appOf: (scanJob: string) => ScannedApp | undefined,
): ReadSetupRequest {
  const request: SetupRequest = readBody(requestSchema, body, text);
  const accountId = normalizeOptionalAccountId(request.accountId);
  if (accountId === undefined)
    throw new ConsoleError("invalid-value", { text: text.answerNoAccountId, field: "accountId" });
  for (const [id, value] of Object.entries(request.answers)) checkAnswer(id, value, text);
  const app = request.scanJob === undefined ? undefined : appOf(request.scanJob);
  if (request.scanJob !== undefined && !app)
    throw new ConsoleError("not-found", { text: text.consoleScanUnknown, field: "scanJob" });
  return { answers: toAnswers(request, accountId, app), write: request.write };
}
