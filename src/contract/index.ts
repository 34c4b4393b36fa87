/** The face of the contract: what crosses the wire between DingTalk and us. Shared by client and emulator. */
export * from "./auth.ts";
export * from "./card.ts";
export * from "./card-action.ts";
export * from "./directory.ts";
export * from "./emotion.ts";
export * from "./endpoints.ts";
export * from "./errors.ts";
export * from "./media.ts";
export * from "./registration.ts";
export * from "./robot-message.ts";
export * from "./robot-send.ts";
export * from "./stream.ts";
export * from "./emulator-control.ts";
