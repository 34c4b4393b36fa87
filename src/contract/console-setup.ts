/**
 * The console's set-up: GET setup · POST setup/scan · POST setup/prove · GET setup/job/<id> · POST
 * setup/job/<id>/cancel. Types only; what all views share stands in `console.ts`. Not part of DingTalk.
 */
import type { Sentence, SetupLine } from "./console.ts";

export interface SetupView {
  readonly questions: readonly SetupQuestion[];
  /** How to get credentials by hand, in order, each with its page. */
  readonly manualSteps: readonly Sentence[];
  readonly accounts: readonly {
    readonly accountId: string;
    readonly name?: string;
    readonly clientId: string;
    readonly configured: boolean;
    /** Answers as they stand, by question id. Never a secret. */
    readonly answers: Readonly<Record<string, string>>;
  }[];
}

export interface SetupQuestion {
  readonly id: string;
  readonly kind: "select" | "text" | "secret";
  readonly message: string;
  readonly initial?: string;
  readonly placeholder?: string;
  readonly options?: readonly {
    readonly value: string;
    readonly label: string;
    readonly hint: string;
    readonly recommended: boolean;
  }[];
}

/** POST setup/scan */
export interface ScanRequest {
  /** Whose `endpoints` are asked; absent: the default account's. */
  readonly accountId?: string;
}

/** POST setup/prove: proves, and writes when it connects and `write` is set. */
export interface SetupRequest {
  readonly accountId: string;
  readonly name?: string;
  /** By question id; what is absent stays as configured. */
  readonly answers: Readonly<Record<string, string>>;
  /** Uses the credentials that this finished scan brought; the page never sees the secret. */
  readonly scanJob?: string;
  readonly write: boolean;
}

/** One thing that takes a while; kept for ten minutes after its end. */
export interface SetupJob {
  readonly id: string;
  readonly kind: "scan" | "prove";
  readonly state: "running" | "done" | "failed" | "cancelled";
  /** Of a scan: the link, its QR code as SVG path data for a square of `size` modules, and when it ends. */
  readonly scan?: {
    readonly link: string;
    readonly size: number;
    readonly path: string;
    readonly expiresAt: number;
    /** Once scanned. */
    readonly clientId?: string;
  };
  /** Of a proof, in order, growing. */
  readonly lines: readonly SetupLine[];
  /** Of a proof with `write`: what to ask `settings/progress` for. */
  readonly changeId?: string;
  /** Why it failed. */
  readonly sentence?: Sentence;
}
