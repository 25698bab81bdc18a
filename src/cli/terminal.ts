import type { Locale, Text } from '../core/text.ts';
import { toLocale } from '../core/text.ts';
import { toPrintable } from './printable.ts';

/** Where a command writes: stdout for answers, stderr for progress and what went wrong. */
export type Sink = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Everything of the process that a command may touch. The real one is made in main.ts, and tests make their own. */
export interface Terminal {
  stdout: Sink;
  stderr: Sink;
  /** Whether someone can be asked. */
  canAsk: boolean;
  env: Record<string, string | undefined>;
  cwd: string;
  /** Milliseconds, from anywhere: for ETAs. */
  now: () => number;
  /** Asks a question on stderr and resolves with the line that was typed; null where the input ended. */
  ask: (question: string) => Promise<string | null>;
  /** Calls back for each Ctrl+C (or a signal that asks to end); returns what takes the listener off. */
  onInterrupt: (listener: () => void) => () => void;
}

/** What each command gets: the terminal and the person's language. */
export interface Context {
  terminal: Terminal;
  locale: Locale;
}

/** Bad usage, or a notebook that cannot be used: the command ends with exit code 2 and this sentence. */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

/** The locale that was asked for: `--lang` among the arguments, else that of the environment, as POSIX orders it. Throws
 * {@link UsageError} for a language that Gamut does not have. */
export function findLocale(args: string[], env: Terminal['env']): Locale {
  const index = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const arg = args[index];
  const tag = arg?.startsWith('--lang=') ? arg.slice('--lang='.length) : args[index + 1];
  const fromEnv = toLocale(env.LC_ALL || env.LC_MESSAGES || env.LANG);
  if (arg === undefined) return fromEnv;
  if (tag === 'en' || tag === 'ko') return tag;
  throw new UsageError({
    en: `--lang takes en or ko, not ${tag ?? 'nothing'}.`,
    ko: `--lang에는 en 또는 ko를 쓰세요. (입력: ${tag ?? '없음'})`,
  });
}

/** Writes an answer: a line on stdout, as it is, but for what would do something to a terminal. */
export function printLine({ terminal }: Context, line = ''): void {
  terminal.stdout.write(`${terminal.stdout.isTTY ? toPrintable(line) : line}\n`);
}

/** Tells a person something that is no answer: a line on stderr, in their language. */
export function tell(context: Context, text: Text): void {
  tellLine(context, text[context.locale]);
}

/** Writes a line on stderr. */
export function tellLine({ terminal }: Context, line: string): void {
  terminal.stderr.write(`${toPrintable(line)}\n`);
}

/** Wraps text in an ANSI style where the sink is a terminal and `NO_COLOR` is not set. */
export function style(
  { terminal }: Context,
  sink: 'stdout' | 'stderr',
  kind: 'bold' | 'dim' | 'red' | 'green' | 'yellow',
  text: string,
): string {
  const open = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 }[kind];
  const close = { bold: 22, dim: 22, red: 39, green: 39, yellow: 39 }[kind];
  if (!terminal[sink].isTTY || terminal.env.NO_COLOR) return text;
  return `\u001b[${open}m${text}\u001b[${close}m`;
}
