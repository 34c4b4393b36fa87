/**
 * A certificate authority of one's own, and certificates made by it: X.509 with P-256 keys. The authority may speak for
 * the names it was made for and no others, so that trusting it opens no other door. Nothing is kept here.
 */
import { Buffer } from "node:buffer";
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isIP } from "node:net";
import { der } from "./der.ts";

export interface MadeCertificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
}

/** What signs. */
export interface Authority {
  readonly key: KeyObject;
  /** As its own certificate names it. */
  readonly publicKey: KeyObject;
  readonly name: string;
}

export interface Lifetime {
  /** Milliseconds since the Unix epoch; before 2050. */
  readonly from: number;
  readonly until: number;
}

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  subjectKeyId: "2.5.29.14",
  keyUsage: "2.5.29.15",
  alternativeName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  nameConstraints: "2.5.29.30",
  authorityKeyId: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
} as const;

const DNS_NAME = 2;
const IP_ADDRESS = 7;

const algorithm = () => der.sequence(der.oid(OID.ecdsaWithSha256));
const nameOf = (words: string) =>
  der.sequence(der.set(der.sequence(der.oid(OID.commonName), der.text(words))));
const extension = (oid: string, critical: boolean, ...value: readonly Uint8Array[]) =>
  der.sequence(der.oid(oid), ...(critical ? [der.yes()] : []), der.octets(...value));

const publicBytes = (key: KeyObject) => key.export({ type: "spki", format: "der" });
const keyId = (key: KeyObject) => createHash("sha1").update(publicBytes(key)).digest();

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split(".").map(Number));
  // Only the loopback address is ever asked for.
  return Buffer.from([...Array.from({ length: 15 }, () => 0), 1]);
}

const generalName = (name: string) =>
  isIP(name) === 0
    ? der.labelled(DNS_NAME, Buffer.from(name, "latin1"))
    : der.labelled(IP_ADDRESS, addressBytes(name));

/** A domain stands for all below it; an address for itself. */
function permitted(name: string): Buffer {
  if (isIP(name) === 0) return der.sequence(generalName(name));
  const bytes = addressBytes(name);
  return der.sequence(der.labelled(IP_ADDRESS, Buffer.concat([bytes, Buffer.alloc(bytes.length, 0xff)])));
}

interface Body {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly lifetime: Lifetime;
  readonly extensions: readonly Buffer[];
}

function signed({ subject, publicKey, lifetime, extensions }: Body, by: Authority): string {
  const body = der.sequence(
    der.wrapped(0, der.integer(Buffer.from([2]))),
    // Sixteen bytes of which the first is neither zero nor negative.
    der.integer(Buffer.concat([Buffer.from([0x4f]), randomBytes(15)])),
    algorithm(),
    nameOf(by.name),
    der.sequence(der.time(lifetime.from), der.time(lifetime.until)),
    nameOf(subject),
    publicBytes(publicKey),
    der.wrapped(3, der.sequence(...extensions)),
  );
  const whole = der.sequence(body, algorithm(), der.bits(sign("sha256", body, by.key)));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const newKeys = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
const pemOf = (key: KeyObject) => key.export({ type: "pkcs8", format: "pem" }).toString();

/** `names`: domains and addresses that it may speak for. */
export function createAuthority(name: string, names: readonly string[], lifetime: Lifetime): MadeCertificate {
  const { privateKey, publicKey } = newKeys();
  const extensions = [
    extension(OID.basicConstraints, true, der.sequence(der.yes(), der.integer(Buffer.from([0])))),
    extension(OID.keyUsage, true, der.bits(Buffer.from([0b0000_0110]), 1)),
    extension(OID.nameConstraints, true, der.sequence(der.wrapped(0, ...names.map(permitted)))),
    extension(OID.subjectKeyId, false, der.octets(keyId(publicKey))),
  ];
  const cert = signed(
    { subject: name, publicKey, lifetime, extensions },
    { name, key: privateKey, publicKey },
  );
  return { cert, key: pemOf(privateKey) };
}

/** A server's certificate for these names. */
export function issueCertificate(
  authority: Authority,
  names: readonly string[],
  lifetime: Lifetime,
): MadeCertificate {
  const { privateKey, publicKey } = newKeys();
  const extensions = [
    extension(OID.basicConstraints, true, der.sequence()),
    extension(OID.keyUsage, true, der.bits(Buffer.from([0b1000_0000]), 7)),
    extension(OID.extendedKeyUsage, false, der.sequence(der.oid(OID.serverAuth))),
    extension(OID.alternativeName, false, der.sequence(...names.map(generalName))),
    extension(OID.subjectKeyId, false, der.octets(keyId(publicKey))),
    extension(OID.authorityKeyId, false, der.sequence(der.labelled(0, keyId(authority.publicKey)))),
  ];
  const [subject = ""] = names;
  return { cert: signed({ subject, publicKey, lifetime, extensions }, authority), key: pemOf(privateKey) };
}
