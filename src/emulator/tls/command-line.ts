/**
 * TLS on the command line: which certificate is wanted, where it comes from, and what a person is told who has to aim a
 * program at it.
 */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { EmulatorTls } from "../emulator.ts";
import { EmulatorRefusal } from "../refusal.ts";
import type { CommandText } from "../text/en.ts";
import { openLocalAuthority, type LocalAuthority } from "./local-authority.ts";

/** A folder of this machine's own authority, or two PEM files. */
export type TlsWish = ({ readonly folder: string } | { readonly cert: string; readonly key: string }) & {
  readonly port?: number;
};

export interface TlsFlags {
  readonly tls: boolean;
  readonly folder: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
}

const ownFolder = () => join(homedir(), ".openclaw-dingtalk", "tls");

/** A sentence when the flags contradict each other; undefined when no TLS is wanted. */
export function parseTlsWish(
  { tls, folder, cert, key }: TlsFlags,
  text: CommandText,
): TlsWish | string | undefined {
  if (cert !== undefined || key !== undefined) {
    if (tls || folder !== undefined) return text.tlsEither;
    return cert === undefined || key === undefined ? text.tlsBoth : { cert, key };
  }
  if (!tls) return folder === undefined ? undefined : text.tlsFolderAlone;
  return { folder: folder ?? ownFolder() };
}

/** Rejects with an `EmulatorRefusal` that says what cannot be read. */
export async function readTls({
  port,
  ...wish
}: TlsWish): Promise<EmulatorTls & { readonly authority?: LocalAuthority }> {
  if ("folder" in wish) {
    const authority = await openLocalAuthority(wish.folder, Date.now());
    const { cert, key } = authority;
    return { cert, key, port: port ?? 0, authority };
  }
  const named = port === undefined ? {} : { port };
  try {
    const [cert, key] = await Promise.all([readFile(wish.cert, "utf8"), readFile(wish.key, "utf8")]);
    return { cert, key, ...named };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EmulatorRefusal("invalid", `The certificate or its key cannot be read. ${reason}`, {
      cause,
      zh: `证书或私钥读不出来。${reason}`,
    });
  }
}

/** Lines: how a program that names DingTalk's addresses comes here, without a change to it or to the system. */
export function describeAim(
  url: string,
  { authorityFile, bundleFile }: LocalAuthority,
  text: CommandText,
): string[] {
  const { hostname, port } = new URL(url);
  const store = join(authorityFile, "..", "truststore.p12");
  return [
    text.aim,
    `  Node    HTTPS_PROXY=${url} NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=${authorityFile}`,
    `  Python  HTTPS_PROXY=${url} SSL_CERT_FILE=${bundleFile} REQUESTS_CA_BUNDLE=${bundleFile}`,
    `  curl    HTTPS_PROXY=${url} CURL_CA_BUNDLE=${bundleFile}`,
    `  Java    -Dhttps.proxyHost=${hostname} -Dhttps.proxyPort=${port} -Djavax.net.ssl.trustStore=${store}`,
    `          ${text.aimJavaOnce} cp "$JAVA_HOME/lib/security/cacerts" ${store}`,
    `          keytool -importcert -noprompt -alias local-dingtalk -file ${authorityFile} -keystore ${store} -storepass changeit`,
  ];
}
