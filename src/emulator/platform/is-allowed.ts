/**
 * The list of addresses that may call as an app, «服务器出口 IP». What a refusal looks like is `reply.ts`. Tokens are given
 * to everybody, as peers got them and were refused afterwards; whether DingTalk does so for all is unproven.
 */
/** Of an app, or of a group's own robot. Version 4 by its text with one `*` for the last part; version 6 by its text. */
export function isAllowed(
  { allowedAddresses = [] }: { readonly allowedAddresses?: readonly string[] },
  address: string,
): boolean {
  if (allowedAddresses.length === 0) return true;
  const last = address.lastIndexOf(".");
  return [address, `${address.slice(0, last)}.*`].some((form) => allowedAddresses.includes(form));
}
