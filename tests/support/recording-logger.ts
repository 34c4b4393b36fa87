/** A logger that keeps its lines as `level: message {fields}`, redacted as in production. */
import { createLogger, type Logger } from "../../src/lib/logger.ts";

export interface RecordingLogger extends Logger {
  readonly lines: string[];
}

export function createRecordingLogger(): RecordingLogger {
  const lines: string[] = [];
  return { ...createLogger((level, line) => lines.push(`${level}: ${line}`)), lines };
}
