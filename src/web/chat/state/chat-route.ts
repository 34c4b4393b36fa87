/**
 * Who I am and what is open, as the address's hash: `#person=…&chat=…`. Two windows can so be two people,
 * and the browser's back button leaves a conversation on a narrow screen.
 */

export interface ChatRoute {
  readonly person?: string;
  readonly chat?: string;
}

export function parseChatRoute(hash: string): ChatRoute {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const person = values.get("person");
  const chat = values.get("chat");
  return { ...(person ? { person } : {}), ...(chat ? { chat } : {}) };
}

export function encodeChatRoute(route: ChatRoute): string {
  const values = new URLSearchParams();
  if (route.person) values.set("person", route.person);
  if (route.chat) values.set("chat", route.chat);
  return `#${values.toString()}`;
}
