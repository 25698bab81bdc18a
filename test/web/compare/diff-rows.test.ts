import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDiffRows, type FoldRow, type LineRow } from '../../../src/web/compare/diff-rows.ts';

const show = (rows: (LineRow | FoldRow)[]): string[] =>
  rows.map((row) => {
    if (row.kind === 'fold') return `... ${row.rows.length}`;
    const words = row.parts.map(({ kind, text }) => (kind === row.kind ? `[${text}]` : text)).join('');
    return `${{ same: ' ', removed: '-', added: '+' }[row.kind]}${row.kind === 'same' ? words.slice(1, -1) : words}`;
  });

const unfold = (rows: (LineRow | FoldRow)[]): LineRow[] =>
  rows.flatMap((row) => (row.kind === 'fold' ? row.rows : [row]));

describe('a difference by lines', () => {
  it('marks the words that differ in a line that was changed', () => {
    expect(show(toDiffRows('a\nYou are a calm chef.\nb\n', 'a\nYou are a loud chef.\nb\n', 'en'))).toEqual([
      ' a',
      '-You are a [calm] chef.',
      '+You are a [loud] chef.',
      ' b',
    ]);
  });

  it('takes lines that have nothing in common as a whole', () => {
    expect(show(toDiffRows('one two three\n', '넷 다섯\n', 'ko'))).toEqual([
      '-[one two three]',
      '+[넷 다섯]',
    ]);
  });

  it('folds what is the same, three lines away from any change', () => {
    const lines = Array.from({ length: 20 }, (_, n) => `line ${n}`);
    const now = lines.with(10, 'other');
    expect(show(toDiffRows(lines.join('\n'), now.join('\n'), 'en'))).toEqual([
      '... 7',
      ' line 7',
      ' line 8',
      ' line 9',
      '-[line 10]',
      '+[other]',
      ' line 11',
      ' line 12',
      ' line 13',
      '... 6',
    ]);
  });

  it('holds every line of both texts, in order', () => {
    const text = fc
      .array(fc.constantFrom('a b c', 'a b d', '', '셰프', 'x'), { maxLength: 12 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, now) => {
        const rows = unfold(toDiffRows(before, now, 'ko'));
        const side = (kind: 'removed' | 'added') =>
          rows
            .filter((row) => row.kind === 'same' || row.kind === kind)
            .map(({ parts }) => `${parts.map((part) => part.text).join('')}\n`)
            .join('');
        expect(side('removed')).toBe(before);
        expect(side('added')).toBe(now);
      }),
    );
  });
});
