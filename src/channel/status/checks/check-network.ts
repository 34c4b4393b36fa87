/** Can the API's name be found, and does a proxy stand between? Looks names up; calls nobody. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { good, type AccountCheck, type Finding } from "./check.ts";

const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

export const checkNetwork: AccountCheck = {
  kind: "account",
  id: "network",
  title: "checkNetworkTitle",
  online: false,
  async run({ account, machine, text }) {
    const findings: Finding[] = [];
    const host = new URL(account.endpoints.api).hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) === 0) {
      try {
        await lookup(host);
      } catch {
        findings.push({
          state: "problem",
          found: text.dnsFailed({ host }),
          remedy: text.remedyNetwork,
          code: "dns",
        });
      }
    }
    const proxy = PROXY_VARIABLES.find((name) => (machine.env[name] ?? "").trim() !== "");
    // Node's fetch passes a proxy by unless it is told to use it; whether the Stream socket does then is unproven.
    if (proxy !== undefined && machine.env["NODE_USE_ENV_PROXY"] !== "1")
      findings.push({
        state: "warning",
        found: text.proxyUnused({ variable: proxy }),
        remedy: text.remedyUseProxy,
        code: "proxy",
      });
    return findings.length > 0 ? findings : good(text.networkFine({ host }));
  },
};
