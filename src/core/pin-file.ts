import { readPinLine, toPinLine } from './pin-line.ts';
import type { PinnedAnswer } from './pin-line.ts';
import type { Text } from './text.ts';
import { toCanonicalJson } from './trial.ts';

/** A line of a file of pinned results that cannot be used. `line` is 1-based. */
export interface PinFault {
  line: number;
  reason: Text;
}

/** Reads a file of pinned results: the answers of the lines that hold one, in order, and what is wrong with the others. Empty
 * lines are nothing. */
export function readPins(
  text: string,
  notebook: string,
): { answers: (PinnedAnswer & { line: string })[]; faults: PinFault[] } {
  const answers: (PinnedAnswer & { line: string })[] = [];
  const faults: PinFault[] = [];
  for (const [index, { content: line }] of toLines(text.replace(BOM, '')).entries()) {
    if (line.trim() === '') continue;
    const read = readPinLine(line, notebook);
    if ('answer' in read) answers.push({ ...read.answer, line });
    else faults.push({ line: index + 1, reason: read.fault });
  }
  return { answers, faults };
}

/**
 * The text of a file of pinned results with these answers of a matrix in place of those that it has. Every other line keeps
 * its bytes and its place: those of other matrices, those that cannot be read, what git has left of a merge. New lines stand in
 * an order that does not depend on when they were made: by matrix, level and repeat. Of two of one place the newer is written.
 */
export function replacePins(text: string, matrix: string, answers: readonly PinnedAnswer[]): string {
  const [bom = ''] = BOM.exec(text) ?? [];
  const lines = toLines(text.slice(bom.length));
  const ending = lines[0]?.ending || '\n';
  const news = toNewLines(answers);
  const kept: FileLine[] = [];
  for (const line of lines) {
    const read = line.content.trim() === '' ? null : readPinLine(line.content, '');
    if (!read || 'fault' in read) {
      kept.push({ ...line, order: null });
      continue;
    }
    const order = orderOf(read.answer);
    if (read.answer.record.trial.cellId !== matrix) {
      kept.push({ ...line, order });
      continue;
    }
    const now = news.get(order);
    news.delete(order);
    if (now !== undefined) kept.push({ content: now, ending: line.ending, order });
  }
  for (const [order, content] of [...news].sort(([a], [b]) => (a < b ? -1 : 1))) {
    kept.splice(placeFor(order, kept), 0, { content, ending, order });
  }
  if (kept.every(({ content }) => content.trim() === '')) return '';
  const last = kept.length - 1;
  return (
    bom +
    kept
      .map(({ content, ending: own }, index) => content + (own === '' && index < last ? ending : own))
      .join('')
  );
}

const BOM = /^\uFEFF/;

interface Line {
  content: string;
  /** '' for a last line without one. */
  ending: string;
}

/** A line, and where an answer stands among others; null for what is no answer. */
interface FileLine extends Line {
  order: string | null;
}

/** Behind the last that comes before it; else ahead of the first that comes after it, so not ahead of a broken first line. */
function placeFor(order: string, lines: readonly FileLine[]): number {
  const before = lines.findLastIndex((line) => line.order !== null && line.order < order);
  if (before >= 0) return before + 1;
  const after = lines.findIndex((line) => line.order !== null);
  return after >= 0 ? after : lines.length;
}

function toLines(text: string): Line[] {
  const lines: Line[] = [];
  for (const [, content = '', ending = ''] of text.matchAll(/([^\n]*?)(\r?\n|$)/gy))
    if (content !== '' || ending !== '') lines.push({ content, ending });
  return lines;
}

function orderOf({ record }: PinnedAnswer): string {
  const { cellId, variant, repeat } = record.trial;
  return JSON.stringify([cellId, toCanonicalJson(variant), String(repeat).padStart(6, '0')]);
}

/** The lines of answers by their order. */
function toNewLines(answers: readonly PinnedAnswer[]): Map<string, string> {
  const newest = new Map<string, { startedAt: string; line: string }>();
  for (const answer of answers) {
    const line = toPinLine(answer);
    if (line === null) continue;
    const order = orderOf(answer);
    const { startedAt } = answer.record;
    const known = newest.get(order);
    if (!known || known.startedAt <= startedAt) newest.set(order, { startedAt, line });
  }
  return new Map([...newest].map(([order, { line }]) => [order, line]));
}
