/**
 * A wish that the emulator's operator or test cannot have: unknown person, empty text and so on.
 * Never used for answers of the platform; those are `platform/reply.ts`.
 */
export type RefusalCode = "unknown" | "invalid" | "closed" | "forbidden" | "timeout" | "port-taken";

export interface RefusalOptions extends ErrorOptions {
  /** The message in Chinese, for who reads that. */
  readonly zh?: string;
}

export class EmulatorRefusal extends Error {
  override readonly name = "EmulatorRefusal";
  readonly code: RefusalCode;
  readonly zh: string;

  constructor(code: RefusalCode, message: string, { zh, ...options }: RefusalOptions = {}) {
    super(message, options);
    this.code = code;
    this.zh = zh ?? message;
  }
}
