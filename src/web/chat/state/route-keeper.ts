/** Keeps the window's route in the address, and the person also in the window's session, for a bare address. */
import type { GuardedStorage } from "../../shared/guarded-storage.ts";
import { encodeChatRoute, parseChatRoute, type ChatRoute } from "./chat-route.ts";

export interface RouteKeeper {
  readonly current: ChatRoute;
  /** `push` lets the browser's back button return to where the reader was. */
  go(route: ChatRoute, how: "push" | "replace"): void;
  start(): void;
  dispose(): void;
}

export interface RouteKeeperOptions {
  readonly window: Pick<Window, "location" | "history" | "addEventListener" | "removeEventListener">;
  readonly storage: GuardedStorage;
  /** Called when the route changes, by us or by the browser. */
  readonly onChange: () => void;
}

const PERSON_KEY = "dingtalk-emulator.person";

export function createRouteKeeper({ window, storage, onChange }: RouteKeeperOptions): RouteKeeper {
  let current: ChatRoute = {};
  const read = () => {
    const route = parseChatRoute(window.location.hash);
    const person = route.person ?? storage.getItem(PERSON_KEY);
    current = person ? { ...route, person } : route;
    if (person) storage.setItem(PERSON_KEY, person);
  };
  const follow = () => {
    read();
    onChange();
  };
  read();
  return {
    get current() {
      return current;
    },
    go(route, how) {
      const hash = encodeChatRoute(route);
      if (how === "push") window.history.pushState(null, "", hash);
      else window.history.replaceState(null, "", hash);
      read();
      onChange();
    },
    start: () => window.addEventListener("popstate", follow),
    dispose: () => window.removeEventListener("popstate", follow),
  };
}
