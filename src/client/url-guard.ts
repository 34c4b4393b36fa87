/**
 * Where a download may go: public addresses over http and https. A URL that came in from outside must not make us
 * read the machine's own network. The lookup is guarded as well, so that the checked address is the connected one.
 * Pure but for the lookup it wraps; who calls it decides what a refusal becomes.
 */
import { lookup as systemLookup, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/**
 * The subnets that are nobody's public host: IANA's special-purpose registries, 2025. Not 198.18.0.0/15: local
 * proxies answer with made-up addresses from there for every name, and nothing else lives in it.
 */
const PRIVATE_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  // Carrier-grade NAT; Alibaba Cloud's metadata service is 100.100.100.200.
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;
/** Within 2000::/3, outside of which nothing is public: Teredo and the like, documentation, 6to4. */
const PRIVATE_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;
const PUBLIC_IPV6 = ["2000::/3"] as const;

function blockList(family: "ipv4" | "ipv6", subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = "", prefix] = subnet.split("/");
    list.addSubnet(network, Number(prefix), family);
  }
  return list;
}

const privateIpv4 = blockList("ipv4", PRIVATE_IPV4);
const privateIpv6 = blockList("ipv6", PRIVATE_IPV6);
const publicIpv6 = blockList("ipv6", PUBLIC_IPV6);

/** The IPv4 address inside `::ffff:a.b.c.d` and `64:ff9b::a.b.c.d` (NAT64); `undefined`: there is none. */
function embeddedIpv4(address: string): string | undefined {
  const url = URL.parse(`http://[${address}]/`);
  // The URL parser writes every spelling in one form: the last 32 bits as two groups of hex digits.
  const tail = /^\[(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})\]$/.exec(url?.hostname ?? "");
  if (!tail) return undefined;
  const [high, low] = [tail[1] ?? "0", tail[2] ?? "0"].map((group) => Number.parseInt(group, 16));
  if (high === undefined || low === undefined) return undefined;
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** Whether an IP address, as text, is one that anybody on the internet could have. False for what is no address. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !privateIpv4.check(address, "ipv4");
  // A zone (`fe80::1%eth0`) belongs to a link, which is never public.
  if (family !== 6 || address.includes("%")) return false;
  const inner = embeddedIpv4(address);
  if (inner !== undefined) return !privateIpv4.check(inner, "ipv4");
  return publicIpv6.check(address, "ipv6") && !privateIpv6.check(address, "ipv6");
}

export interface UrlPolicy {
  /** Lets private addresses through: for a local DingTalk only. */
  readonly allowPrivate: boolean;
}

/**
 * `undefined`: may be asked for, as far as the text of the URL says; a name still has to pass the guarded lookup.
 * Else why not. The URL parser has already turned `0x7f.1`, `017700000001` and `2130706433` into dotted addresses.
 */
export function evaluateDownloadUrl(url: URL, { allowPrivate }: UrlPolicy): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") return `the protocol is ${url.protocol}`;
  if (url.username !== "" || url.password !== "") return "the URL carries credentials";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (allowPrivate || isIP(host) === 0) return undefined;
  return isPublicAddress(host) ? undefined : "the address is not a public one";
}

/** `code` of the error that a guarded lookup gives. */
export const BLOCKED_ADDRESS = "ERR_BLOCKED_ADDRESS";

/** How names are resolved; `dns.lookup` fits. */
export type Lookup = (
  hostname: string,
  options: { readonly all: true; readonly family?: number },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export const resolveBySystem: Lookup = (hostname, options, callback) =>
  systemLookup(hostname, options, callback);

/** For `lookup` of a request. One private address among several refuses the name: such a name wants to be chosen. */
export function createGuardedLookup(lookup: Lookup, { allowPrivate }: UrlPolicy): LookupFunction {
  return (hostname, options, callback) => {
    const family = options.family === 4 || options.family === 6 ? { family: options.family } : {};
    lookup(hostname, { all: true, ...family }, (error, addresses) => {
      if (error) return callback(error, "", 4);
      const [first] = addresses;
      if (!first) return callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "", 4);
      if (!allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
        return callback(Object.assign(new Error("not a public address"), { code: BLOCKED_ADDRESS }), "", 4);
      if (options.all === true) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
