/**
 * The official Node SDK, unmodified, aimed at the local DingTalk. It hard-codes DingTalk's addresses and talks through
 * the `axios` package, so the base of its requests is rewritten with an interceptor on that package's default
 * instance: addresses change, nothing else does.
 */
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { DINGTALK_ENDPOINTS } from "../../src/contract/endpoints.ts";

interface AxiosRequest {
  url?: string;
}

interface Axios {
  post(url: string, body: unknown): Promise<{ data: unknown }>;
  interceptors: {
    request: { use(change: (request: AxiosRequest) => AxiosRequest): number; eject(id: number): void };
  };
}

export interface AimedSdk {
  /** The very copy that the SDK imports. */
  readonly axios: Pick<Axios, "post">;
  restore(): void;
}

/** `url`: of the local DingTalk as it is when the SDK calls. */
export async function aimOfficialSdk(url: () => string): Promise<AimedSdk> {
  const sdk = createRequire(import.meta.resolve("dingtalk-stream"));
  const found = sdk.resolve("axios").replace(/dist[\\/]node[\\/]axios\.cjs$/, "index.js");
  const { default: axios } = (await import(pathToFileURL(found).href)) as { default: Axios };
  const interceptor = axios.interceptors.request.use((request) => {
    let { url: address = "" } = request;
    for (const base of Object.values(DINGTALK_ENDPOINTS)) address = address.replace(base, url());
    return { ...request, url: address };
  });
  return { axios, restore: () => axios.interceptors.request.eject(interceptor) };
}
