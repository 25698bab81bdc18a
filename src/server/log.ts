import pino from 'pino';
import type { Logger } from 'pino';

/** What the server writes its log with. */
export type Log = Pick<Logger, 'error' | 'warn' | 'info' | 'debug'>;

/** How much is written, least first. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/**
 * A log on stderr, one JSON object a line. `redact` takes keys out of every text that goes into it: whole lines are
 * redacted, as a vendor's error may repeat a key anywhere.
 */
export function createLog(
  level: LogLevel,
  redact: (text: string) => string,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    { write: (line) => write(redact(line)) },
  );
}
