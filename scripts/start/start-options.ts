/** The command line of `npm start`, read into options or into a sentence that says what is wrong. */
import { parseArgs } from "node:util";
import type { Language } from "./phrases.ts";

export interface RealModel {
  readonly baseUrl: string;
  readonly id: string;
  /** From the environment; it is handed to the gateway's environment and never written down. */
  readonly apiKey: string;
}

export interface RealDingTalk {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface StartOptions {
  readonly language: Language;
  readonly reset: boolean;
  readonly build: boolean;
  readonly verbose: boolean;
  /** Absent: the demo model. */
  readonly model?: RealModel;
  /** Absent: the local DingTalk. */
  readonly dingtalk?: RealDingTalk;
}

export type StartRequest =
  | { readonly kind: "start"; readonly options: StartOptions }
  | { readonly kind: "help" }
  | { readonly kind: "refused"; readonly reason: string };

const FLAGS = {
  help: { type: "boolean", short: "h" },
  reset: { type: "boolean" },
  real: { type: "boolean" },
  verbose: { type: "boolean" },
  "no-build": { type: "boolean" },
  "model-base-url": { type: "string" },
  model: { type: "string" },
} as const;

type Environment = Readonly<Record<string, string | undefined>>;
class Refusal extends Error {}

function resolveModel(
  baseUrl: string | undefined,
  id: string | undefined,
  env: Environment,
): RealModel | undefined {
  if (!baseUrl && !id) return undefined;
  if (!baseUrl || !id) throw new Refusal("--model-base-url and --model belong together.");
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new Refusal(`--model-base-url must be an http or https address, not "${baseUrl}".`);
  }
  const apiKey = env.OPENCLAW_DINGTALK_MODEL_KEY ?? env.OPENAI_API_KEY;
  if (!apiKey)
    throw new Refusal("Set OPENCLAW_DINGTALK_MODEL_KEY (or OPENAI_API_KEY) to the model's API key.");
  return { baseUrl: baseUrl.replace(/\/+$/, ""), id, apiKey };
}

function resolveDingTalk(real: boolean | undefined, env: Environment): RealDingTalk | undefined {
  if (!real) return undefined;
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = env;
  if (!clientId || !clientSecret) {
    throw new Refusal("--real needs DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET in the environment.");
  }
  return { clientId, clientSecret };
}

/** Chinese when the system's locale is Chinese, else English. */
export function resolveLanguage(env: Environment): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh/i.test(locale) ? "zh" : "en";
}

/** Reads the arguments after `npm start --`. Never throws. */
export function parseStartOptions(args: readonly string[], env: Environment): StartRequest {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS, allowPositionals: false });
    if (values.help) return { kind: "help" };
    const model = resolveModel(values["model-base-url"], values.model, env);
    const dingtalk = resolveDingTalk(values.real, env);
    const options: StartOptions = {
      language: resolveLanguage(env),
      reset: values.reset ?? false,
      build: !values["no-build"],
      verbose: values.verbose ?? false,
      ...(model ? { model } : {}),
      ...(dingtalk ? { dingtalk } : {}),
    };
    return { kind: "start", options };
  } catch (error) {
    return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
  }
}
