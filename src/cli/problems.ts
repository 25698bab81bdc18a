import path from 'node:path';
import type { Problem } from '../core/notebook.ts';
import type { Text } from '../core/text.ts';
import { style, tellLine, type Context } from './terminal.ts';

const SEVERITY: Record<Problem['severity'], Text> = {
  error: { en: 'error', ko: '오류' },
  warning: { en: 'warning', ko: '경고' },
};

/** `file:line:column: error: what is wrong`: the form that editors and CI know. */
export function toProblemLine(
  context: Context,
  shown: string,
  problem: Problem,
  sink: 'stdout' | 'stderr',
): string {
  const color = problem.severity === 'error' ? 'red' : 'yellow';
  const severity = style(context, sink, color, SEVERITY[problem.severity][context.locale]);
  return `${shown}:${problem.line}:${problem.column}: ${severity}: ${problem.message[context.locale]}`;
}

/** Tells problems of a file on stderr, in its order. */
export function tellProblems(context: Context, file: string, problems: Problem[]): void {
  const shown = path.relative(context.terminal.cwd, file);
  for (const problem of sortProblems(problems))
    tellLine(context, toProblemLine(context, shown, problem, 'stderr'));
}

/** Problems once each, errors and warnings in the order of the file. */
export function sortProblems(problems: Problem[]): Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems)
    seen.set(`${problem.line}:${problem.column}:${problem.severity}:${problem.message.en}`, problem);
  return [...seen.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
