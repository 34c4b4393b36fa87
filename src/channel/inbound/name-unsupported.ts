/** How a type that nobody understands, or that came without its content, is named. */
export function nameUnsupported(type: string): string {
  return `[unsupported: ${type}]`;
}
