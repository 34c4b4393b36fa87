/**
 * A wish that the emulator's operator or test cannot have: unknown person, empty text and so on.
 * Never used for answers of the platform; those are `platform/reply.ts`.
 */
export type RefusalCode = "unknown" | "invalid" | "closed" | "forbidden" | "timeout" | "port-taken";

export class EmulatorRefusal extends Error {
  override readonly name = "EmulatorRefusal";
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
