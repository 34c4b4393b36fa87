/**
 * Whether two small lists or records say different things. An element's property with it is not drawn again for a list
 * that was only made anew: with sixty messages on the page each frame of a card would else draw all of them.
 */
export function differs(value: unknown, old: unknown): boolean {
  return value !== old && JSON.stringify(value) !== JSON.stringify(old);
}
