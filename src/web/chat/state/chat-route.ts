/**
 * Who I am and what is open, as the address's hash: `#person=…&chat=…`. Two windows can so be two people,
 * and the browser's back button leaves a conversation on a narrow screen.
 */

export interface ChatRoute {
  readonly person?: string;
  readonly chat?: string;
}

/** Two people side by side share one address; the second one's keys end in 2. */
export type Side = "first" | "second";

const KEYS: Readonly<Record<Side, { readonly person: string; readonly chat: string }>> = {
  first: { person: "person", chat: "chat" },
  second: { person: "person2", chat: "chat2" },
};

const parse = (hash: string) => new URLSearchParams(hash.replace(/^#/, ""));

export function parseChatRoute(hash: string, side: Side = "first"): ChatRoute {
  const values = parse(hash);
  const person = values.get(KEYS[side].person);
  const chat = values.get(KEYS[side].chat);
  return { ...(person ? { person } : {}), ...(chat ? { chat } : {}) };
}

/** `hash`: what the other side has in the address stays there. */
export function encodeChatRoute(route: ChatRoute, side: Side = "first", hash = ""): string {
  const values = parse(hash);
  for (const name of ["person", "chat"] as const) {
    const value = route[name];
    if (value) values.set(KEYS[side][name], value);
    else values.delete(KEYS[side][name]);
  }
  return `#${values.toString()}`;
}
