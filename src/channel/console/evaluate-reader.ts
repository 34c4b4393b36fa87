/**
 * Who asks the console, and what may they do? Pure. The gateway has authenticated before; here its verdict is held
 * against where the request comes from, since a browser sends some credentials along for any page.
 */
import type { IncomingHttpHeaders } from "node:http";

/** How the gateway is set up to let people in. */
export interface HostPolicy {
  /** `gateway.auth.mode` as configured. */
  readonly authMode: string | undefined;
  /** `gateway.controlUi.allowedOrigins`. */
  readonly allowedOrigins: readonly string[];
  /** Changes with the gateway's authentication, and says nothing of it. */
  readonly authPolicy: string;
}

/** What the gateway says of a request that it let through. */
export interface HostVerdict extends HostPolicy {
  /** Scopes of the asker, such as `operator.read`. */
  readonly scopes: readonly string[];
}

export interface ReaderRequest extends HostVerdict {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export type Reader =
  | { readonly kind: "reader"; readonly mayChange: boolean }
  /** `signed-out`: a token is needed. `foreign`: comes from a page that is not ours. `read-only`: may not change. */
  | { readonly kind: "refused"; readonly reason: "signed-out" | "foreign" | "read-only" };

const GRANT_COOKIE = /(?:^|;\s*)__openclaw_plugin_tab_auth_/;
const READ_SCOPES: ReadonlySet<string> = new Set(["operator.read", "operator.write", "operator.admin"]);
const CHANGE_SCOPE = "operator.admin";

const refused = (reason: "signed-out" | "foreign" | "read-only"): Reader => ({ kind: "refused", reason });

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** Names that no other site can have: a page under a name of its own may have that name point here. */
function isLocalName(hostHeader: string): boolean {
  const host = hostHeader.replace(/:\d+$/, "").toLowerCase();
  return (
    host === "localhost" ||
    host.startsWith("[") ||
    /^\d+(?:\.\d+){3}$/.test(host) ||
    /\.(?:localhost|local|ts\.net)$/.test(host)
  );
}

function isOwnOrigin(origin: string, hostHeader: string, allowed: readonly string[]): boolean {
  const normal = origin.toLowerCase();
  if (allowed.some((one) => one !== "*" && one.toLowerCase().replace(/\/$/, "") === normal)) return true;
  return normal === `http://${hostHeader.toLowerCase()}` || normal === `https://${hostHeader.toLowerCase()}`;
}

/**
 * Where the gateway asks for no token, the name in the address is all that tells our pages from those of a site that
 * lets its own name point here.
 */
export function isForeignName(
  headers: IncomingHttpHeaders,
  { authMode, allowedOrigins }: HostPolicy,
): boolean {
  const host = headers.host ?? "";
  const listed = allowedOrigins.some((one) => URL.canParse(one) && new URL(one).host === host);
  return authMode === "none" && !isLocalName(host) && !listed;
}

export const mayRead = (scopes: readonly string[]): boolean => scopes.some((scope) => READ_SCOPES.has(scope));

/**
 * A bearer token comes from our page or a program: no other page can send one. Everything else a browser may add for
 * any page, so it needs the browser's word that the page is of this origin.
 */
export function evaluateReader(request: ReaderRequest): Reader {
  const { headers, method, scopes, authMode, allowedOrigins } = request;
  const host = headers.host ?? "";
  const origin = single(headers.origin);
  const reads = method === "GET" || method === "HEAD";
  if (origin !== undefined && !isOwnOrigin(origin, host, allowedOrigins)) return refused("foreign");
  if (!mayRead(scopes)) return refused("signed-out");
  if (!/^bearer\s+\S/i.test(headers.authorization ?? "")) {
    const site = single(headers["sec-fetch-site"]);
    if (site !== undefined && site !== "same-origin" && site !== "none") return refused("foreign");
    // The cookie opens the dashboard's frame; the page of its own has a token, or a gateway that needs none.
    if (GRANT_COOKIE.test(headers.cookie ?? "") && reads && authMode !== "trusted-proxy")
      return refused("signed-out");
    if (isForeignName(headers, request)) return refused("foreign");
    if (!reads && origin === undefined && site === undefined) return refused("foreign");
  }
  const mayChange = scopes.includes(CHANGE_SCOPE);
  return reads || mayChange ? { kind: "reader", mayChange } : refused("read-only");
}
