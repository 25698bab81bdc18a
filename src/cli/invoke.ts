import { CommanderError } from 'commander';
import type { Text } from '../core/text.ts';
import { FolderError } from '../store/folder-error.ts';
import { WorkbenchError } from '../workbench/workbench-error.ts';
import { EXIT } from './exit-code.ts';
import { createProgram } from './program.ts';
import { findLocale, tell, tellLine, UsageError, type Context, type Terminal } from './terminal.ts';
import { toUsageText } from './usage.ts';

/** Runs a command line (without node and script) and resolves with its exit code. Never throws, never ends the process. */
export async function invoke(args: string[], terminal: Terminal): Promise<number> {
  let context: Context = { terminal, locale: findLocale([], terminal.env) };
  try {
    context = { terminal, locale: findLocale(args, terminal.env) };
    let code: number = EXIT.ok;
    const program = createProgram(context, (ended) => (code = ended));
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return tellError(context, error, args);
  }
}

/** Whether an error has its own sentences for a person, as the store's and the workbench's have. */
function isTold(error: unknown): error is Error & { text: Text } {
  if (!(error instanceof Error) || !('text' in error)) return false;
  const { text } = error;
  return typeof text === 'object' && text !== null && 'en' in text && 'ko' in text;
}

function tellError(context: Context, error: unknown, args: string[]): number {
  const tellFrom = ({ en, ko }: Text) => tell(context, { en: `gamut: ${en}`, ko: `gamut: ${ko}` });
  if (error instanceof CommanderError) {
    // Help and version are thrown too, when they have been printed.
    if (error.exitCode === 0) return EXIT.ok;
    // `gamut help nope` prints the help of all, which nobody sees, and names nothing.
    const unknown =
      error.code === 'commander.help' ? args.find((arg, at) => at > 0 && !arg.startsWith('-')) : null;
    tellFrom(toUsageText(unknown ? `unknown command '${unknown}'` : error.message));
    tell(context, {
      en: 'gamut --help lists the commands and their options.',
      ko: '명령과 옵션은 gamut --help로 볼 수 있습니다.',
    });
    return EXIT.usage;
  }
  if (isTold(error)) {
    tellFrom(error.text);
    if (error instanceof WorkbenchError && error.hint) tell(context, error.hint);
    if (error instanceof UsageError || error instanceof FolderError) return EXIT.usage;
    return error instanceof WorkbenchError && error.kind !== 'cannot-serve' ? EXIT.usage : EXIT.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  tellFrom({ en: message, ko: `예상하지 못한 오류입니다: ${message}` });
  if (context.terminal.env.GAMUT_DEBUG && error instanceof Error) tellLine(context, error.stack ?? '');
  return EXIT.failed;
}
