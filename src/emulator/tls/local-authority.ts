/**
 * The authority that a machine trusts for the emulator, and the certificate for DingTalk's names: files in a folder,
 * made when they are missing, the certificate anew before it runs out. It puts nothing into any system's store.
 */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { rootCertificates } from "node:tls";
import { DINGTALK_DOMAINS, DINGTALK_ENDPOINTS } from "../../contract/endpoints.ts";
import { EmulatorRefusal } from "../refusal.ts";
import { createAuthority, issueCertificate, type MadeCertificate } from "./certificates.ts";

export interface LocalAuthority extends MadeCertificate {
  /** Path of the authority's certificate: what a client has to trust. */
  readonly authorityFile: string;
  /** The same with the public authorities before it, for programs that can be given one list only. */
  readonly bundleFile: string;
}

const AUTHORITY_NAME = "Local DingTalk emulator";
const LOOPBACK = ["localhost", "127.0.0.1", "::1"];
const HOSTS = Object.values(DINGTALK_ENDPOINTS).map((url) => new URL(url).hostname);
const NAMES = [...HOSTS, ...DINGTALK_DOMAINS.map((domain) => `*.${domain}`), ...LOOPBACK];

const DAY_MS = 86_400_000;
/** A clock that is a little behind must not find it too young. */
const BACKDATED_MS = DAY_MS;
const AUTHORITY_DAYS = 3_650;
/** Longer ones are refused by some clients. */
const CERTIFICATE_DAYS = 365;
const RENEW_BEFORE_DAYS = 30;

const lifetime = (now: number, days: number) => ({ from: now - BACKDATED_MS, until: now + days * DAY_MS });

async function readPair(folder: string, name: string): Promise<MadeCertificate | undefined> {
  try {
    const [cert, key] = await Promise.all([
      readFile(join(folder, `${name}.pem`), "utf8"),
      readFile(join(folder, `${name}.key`), "utf8"),
    ]);
    return { cert, key };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** The key first and each file whole, so that a stop in between leaves no pair that does not fit. */
async function writePair(folder: string, name: string, pair: MadeCertificate): Promise<void> {
  for (const [ending, text] of [
    ["key", pair.key],
    ["pem", pair.cert],
  ] as const) {
    await writeWhole(join(folder, `${name}.${ending}`), text, ending === "key" ? 0o600 : 0o644);
  }
}

function isFit({ cert, key }: MadeCertificate, now: number, daysLeft: number): boolean {
  const parsed = new X509Certificate(cert);
  const isYoung = parsed.validToDate.getTime() > now + daysLeft * DAY_MS;
  return isYoung && parsed.checkPrivateKey(createPrivateKey(key));
}

function covers(cert: string, authority: X509Certificate): boolean {
  const parsed = new X509Certificate(cert);
  const names = HOSTS.every((host) => parsed.checkHost(host) !== undefined);
  return names && parsed.checkIssued(authority) && parsed.verify(authority.publicKey);
}

async function openPair(
  folder: string,
  name: string,
  isGood: (pair: MadeCertificate) => boolean,
  make: () => MadeCertificate,
): Promise<MadeCertificate> {
  const kept = await readPair(folder, name);
  if (kept && isGood(kept)) return kept;
  const pair = make();
  await writePair(folder, name, pair);
  return pair;
}

async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  await writeFile(`${file}.new`, text, { mode });
  await rename(`${file}.new`, file);
}

/**
 * `now`: milliseconds since the Unix epoch. Rejects with an `EmulatorRefusal` (`invalid`) when the folder or a file of it
 * cannot be used.
 */
export async function openLocalAuthority(place: string, now: number): Promise<LocalAuthority> {
  const folder = resolve(place);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const authority = await openPair(
      folder,
      "authority",
      (pair) => isFit(pair, now, CERTIFICATE_DAYS),
      () =>
        createAuthority(AUTHORITY_NAME, [...DINGTALK_DOMAINS, ...LOOPBACK], lifetime(now, AUTHORITY_DAYS)),
    );
    const parsed = new X509Certificate(authority.cert);
    const key = createPrivateKey(authority.key);
    const signer = { name: AUTHORITY_NAME, key, publicKey: parsed.publicKey };
    const pair = await openPair(
      folder,
      "dingtalk",
      (kept) => isFit(kept, now, RENEW_BEFORE_DAYS) && covers(kept.cert, parsed),
      () => issueCertificate(signer, NAMES, lifetime(now, CERTIFICATE_DAYS)),
    );
    const bundleFile = join(folder, "bundle.pem");
    await writeWhole(bundleFile, [...rootCertificates, authority.cert].join("\n"), 0o644);
    return { ...pair, authorityFile: join(folder, "authority.pem"), bundleFile };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const words = `The certificates in ${folder} cannot be used: ${reason}. Empty the folder, or name another one.`;
    throw new EmulatorRefusal("invalid", words, { cause });
  }
}
