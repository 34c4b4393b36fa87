import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createGuardedLookup, evaluateDownloadUrl, isPublicAddress } from "../../src/client/url-guard.ts";

const STRICT = { allowPrivate: false };
const byte = fc.integer({ min: 0, max: 255 });

/** Addresses of networks that are nobody's public host. */
const privateIpv4 = fc.oneof(
  fc.tuple(fc.constant(10), byte, byte, byte),
  fc.tuple(fc.constant(127), byte, byte, byte),
  fc.tuple(fc.constant(0), byte, byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
  fc.constant([100, 100, 100, 200] as [number, number, number, number]),
);
const value = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
const hex = (number: number) => number.toString(16);

/** The same address in the spellings that URL parsers and resolvers take. */
const SPELLINGS: readonly ((parts: readonly number[]) => string)[] = [
  (parts) => parts.join("."),
  (parts) => `${parts.join(".")}.`,
  (parts) => String(value(parts)),
  (parts) => `0x${hex(value(parts))}`,
  (parts) => `0${value(parts).toString(8)}`,
  (parts) => parts.map((part) => `0x${hex(part)}`).join("."),
  (parts) => parts.map((part) => `0${part.toString(8)}`).join("."),
  (parts) => `${parts[0]}.${value(parts.slice(1))}`,
  (parts) => `[::ffff:${parts.join(".")}]`,
  (parts) => `[::ffff:${hex(value(parts.slice(0, 2)))}:${hex(value(parts.slice(2)))}]`,
  (parts) => `[0:0:0:0:0:FFFF:${parts.join(".")}]`,
  (parts) => `[64:ff9b::${parts.join(".")}]`,
  (parts) => `[::${parts.join(".")}]`,
  (parts) => `[2002:${hex(value(parts.slice(0, 2)))}:${hex(value(parts.slice(2)))}::1]`,
];
const group = fc.integer({ min: 0, max: 0xffff }).map(hex);
const privateIpv6 = fc.oneof(
  fc.constantFrom("::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
  fc
    .tuple(fc.integer({ min: 0xfc00, max: 0xfdff }).map(hex), group, group)
    .map((parts) => `${parts.join(":")}::1`),
  fc.tuple(fc.integer({ min: 0xfe80, max: 0xfebf }).map(hex), group).map((parts) => `${parts.join(":")}::1`),
);

describe("the guard of download URLs", () => {
  it("lets no private address through, however it is spelt", () => {
    fc.assert(
      fc.property(
        privateIpv4,
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom("http", "https"),
        (parts, spell, scheme) => {
          const url = URL.parse(`${scheme}://${spell(parts)}:8080/a.file?Signature=x`);
          expect(url).not.toBeNull();
          expect(evaluateDownloadUrl(url!, STRICT)).toEqual(expect.any(String));
          expect(evaluateDownloadUrl(url!, { allowPrivate: true })).toBeUndefined();
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("lets no name through of which one address is private, whichever way the socket asks", async () => {
    const address = fc.oneof(
      privateIpv4.map((parts) => parts.join(".")),
      privateIpv4.map((parts) => `::ffff:${parts.join(".")}`),
      privateIpv6,
    );
    const list = fc
      .tuple(fc.array(fc.constantFrom("8.8.8.8", "2400:3200::1")), address, fc.array(fc.constant("1.1.1.1")))
      .map(([before, bad, after]) => [...before, bad, ...after]);
    await fc.assert(
      fc.asyncProperty(list, fc.boolean(), async (addresses, all) => {
        const answer = (allowPrivate: boolean) => ask(addresses, all, allowPrivate);
        expect(await answer(false)).toEqual({ code: "ERR_BLOCKED_ADDRESS" });
        expect(await answer(true)).not.toHaveProperty("code");
      }),
    );
  });

  it.each(["8.8.8.8", "100.63.255.255", "172.32.0.1", "118.31.0.1", "2400:3200::1", "::ffff:8.8.8.8"])(
    "lets the public address %s through",
    async (address) => {
      expect(isPublicAddress(address)).toBe(true);
      const host = address.includes(":") ? `[${address}]` : address;
      expect(evaluateDownloadUrl(new URL(`http://${host}/a.file`), STRICT)).toBeUndefined();
      expect(await ask([address], true, false)).toMatchObject({ addresses: [{ address }] });
    },
  );

  it.each(["ftp://8.8.8.8/a", "file:///etc/passwd", "data:text/plain,x", "http://user:pw@8.8.8.8/a"])(
    "refuses %s",
    (url) => expect(evaluateDownloadUrl(new URL(url), { allowPrivate: true })).toEqual(expect.any(String)),
  );

  it("calls nothing a public address that is none", () => {
    fc.assert(
      fc.property(fc.string(), (text) => void expect([true, false]).toContain(isPublicAddress(text))),
    );
    for (const text of ["", "localhost", "8.8.8", "8.8.8.8.8", "::g", "8.8.8.8/8"])
      expect(isPublicAddress(text)).toBe(false);
  });
});

function ask(addresses: readonly string[], all: boolean, allowPrivate: boolean): Promise<unknown> {
  const guarded = createGuardedLookup(
    (_host, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      ),
    { allowPrivate },
  );
  return new Promise((resolve) => {
    guarded("files.example.com", { all }, (error, found) =>
      resolve(error ? { code: error.code } : { addresses: found }),
    );
  });
}
