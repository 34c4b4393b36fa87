/**
 * Cuts a text into the pieces a model would stream: English words with the space after them, Chinese in
 * pairs of characters. The pieces joined are the text, byte for byte.
 */
const PIECE = /\p{Script=Han}{1,2}\s*|[^\s\p{Script=Han}]+\s*|\s+/gu;

export const splitWords = (text: string): string[] => text.match(PIECE) ?? [];
