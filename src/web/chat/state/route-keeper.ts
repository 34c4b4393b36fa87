/** Keeps the window's route in the address, and the person also in the window's session, for a bare address. */
import type { GuardedStorage } from "../../shared/guarded-storage.ts";
import { encodeChatRoute, parseChatRoute, type ChatRoute, type Side } from "./chat-route.ts";

export interface RouteKeeper {
  readonly current: ChatRoute;
  /** Of the other side; it has a person when it is shown. */
  readonly beside: ChatRoute;
  /** Shows a person on the second side, or closes that side. */
  goBeside(route: ChatRoute): void;
  /** `push` lets the browser's back button return to where the reader was. */
  go(route: ChatRoute, how: "push" | "replace"): void;
  start(): void;
  dispose(): void;
}

export interface RouteKeeperOptions {
  readonly window: Pick<Window, "location" | "history" | "addEventListener" | "removeEventListener">;
  readonly storage: GuardedStorage;
  readonly side: Side;
  /** Called when the route changes, by us or by the browser. */
  readonly onChange: () => void;
}

const PERSON_KEY = "dingtalk-emulator.person";

export function createRouteKeeper(options: RouteKeeperOptions): RouteKeeper {
  const { window, storage, side, onChange } = options;
  let current: ChatRoute = {};
  const read = () => {
    const route = parseChatRoute(window.location.hash, side);
    // The second side is shown only while the address says so.
    if (side === "second") return void (current = route);
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
    get beside() {
      return parseChatRoute(window.location.hash, "second");
    },
    goBeside(route) {
      window.history.replaceState(null, "", encodeChatRoute(route, "second", window.location.hash));
      onChange();
    },
    go(route, how) {
      const hash = encodeChatRoute(route, side, window.location.hash);
      if (how === "push") window.history.pushState(null, "", hash);
      else window.history.replaceState(null, "", hash);
      read();
      onChange();
    },
    start: () => window.addEventListener("popstate", follow),
    dispose: () => window.removeEventListener("popstate", follow),
  };
}
