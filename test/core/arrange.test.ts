import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../src/core/arrange.ts';
import { cellText } from '../../src/core/cell-text.ts';
import { parseNotebook } from '../../src/core/format.ts';
import type { Cell } from '../../src/core/notebook.ts';
import { TEXT, cellAt, cellsOf, editedCell } from './notebook-text.ts';

test('a copy stands after its cell and has a free id', () => {
  const ids = (text: string): string[] =>
    cellsOf(text).flatMap((cell) => (cell.kind === 'persona' ? [cell.id] : []));
  const once = duplicateCell(TEXT, cellAt(TEXT, 1));
  expect(ids(once)).toEqual(['chef', 'chef-2']);
  expect(ids(duplicateCell(once, cellAt(once, 1)))).toEqual(['chef', 'chef-3', 'chef-2']);
  expect(ids(duplicateCell(once, cellAt(once, 2)))).toEqual(['chef', 'chef-2', 'chef-3']);
});

test('cells come in, go out and move', () => {
  const added = insertCell(TEXT, 1, '```persona id=none2\nx\n```');
  expect(cellsOf(added).map((cell) => cell.kind)).toEqual(['note', 'persona', 'persona', 'other', 'prompt']);
  expect(removeCell(added, cellAt(added, 1))).toBe(TEXT);
  const moved = moveCell(TEXT, cellAt(TEXT, 3), 0);
  expect(cellsOf(moved).map((cell) => cell.kind)).toEqual(['prompt', 'note', 'persona', 'other']);
});

test('a cell that comes after a fence that is never closed closes it', () => {
  const text = '```persona id=a\nx';
  expect(cellsOf(insertCell(text, 9, '```prompt id=p\ny\n```')).map((cell) => cell.kind)).toEqual([
    'persona',
    'prompt',
  ]);
});

test('two notes that come together stay two paragraphs', () => {
  const text = 'one\n```x\n```\ntwo\n';
  expect(removeCell(text, cellAt(text, 1))).toBe('one\n\ntwo\n');
});

test('a move keeps every fence and its bytes', () => {
  fc.assert(
    fc.property(editedCell, fc.nat(12), ([text, cell], to) => {
      const bodies = (all: Cell[]): string[] =>
        all.flatMap((one) => (one.kind === 'note' ? [] : [`${JSON.stringify(one.info)} ${one.body}`])).sort();
      const moved = moveCell(text, cell, to);
      const unclosed = parseNotebook(text).problems.some(({ message }) => /never closed/.test(message.en));
      if (!unclosed) expect(bodies(cellsOf(moved))).toEqual(bodies(cellsOf(text)));
    }),
  );
});

test('a cell that is moved to where it is stays, byte for byte', () => {
  fc.assert(
    fc.property(editedCell, ([text, cell]) => {
      expect(moveCell(text, cell, cell.index)).toBe(text);
    }),
  );
});

test('a cell that came in goes out again without a trace in the other cells', () => {
  fc.assert(
    fc.property(editedCell, ([text, cell]) => {
      const problems = parseNotebook(text).problems;
      if (problems.some(({ message }) => /never closed/.test(message.en))) return;
      const added = insertCell(text, cell.index, '```persona id=new\nx\n```');
      const fences = (all: Cell[]): string[] => all.flatMap((one) => (one.kind === 'note' ? [] : [one.body]));
      expect(cellsOf(added)[cell.index]).toMatchObject({ info: { id: 'new' } });
      expect(fences(cellsOf(removeCell(added, cellAt(added, cell.index))))).toEqual(fences(cellsOf(text)));
    }),
  );
});

test('cells that are pasted come in order, with ids that are free, and prose beside prose is one note', () => {
  const markdown =
    '# More\n\n```persona id=chef name="셰프"\nx\n```\n\n```persona id=chef\ny\n```\n\n```js\nid\n```\n';
  const { text, count } = pasteCells(TEXT, 2, markdown);
  expect(count).toBe(4);
  const kinds = cellsOf(text).map((cell) => ('id' in cell ? cell.id : cell.kind));
  expect(kinds.slice(2, 6)).toEqual(['note', 'chef-2', 'chef-3', 'other']);
  expect(text).toContain('persona id=chef-2 name="셰프"');
  const joined = pasteCells('one\n', 1, 'two\n\n```x\n```\n').text;
  expect(cellsOf(joined).map((cell) => cell.kind)).toEqual(['note', 'other']);
  expect(joined).toContain('one\n\ntwo\n');
});

test('a cell as Markdown, pasted where it was cut, gives the same text', () => {
  const cell = cellAt(TEXT, 1);
  const cut = removeCell(TEXT, cell);
  expect(pasteCells(cut, 1, cellText(TEXT, cell)).text).toBe(TEXT);
});

const CHECKED = `\`\`\`matrix id=main
prompt: ask
model: sandbox/tiny
\`\`\`

\`\`\`assert for=main
# how long
- { id: short, type: max-sentences, value: 3 }   # of Chef
- id: has
  type: contains
  value: [salt]
\`\`\`
`;

const checkIds = (text: string): string[][] =>
  cellsOf(text).flatMap((cell) => (cell.kind === 'assert' ? [cell.checks.map(({ id }) => id)] : []));

test('a copy of checks has ids that are free among those of its matrix, and is otherwise as it was written', () => {
  const once = duplicateCell(CHECKED, cellAt(CHECKED, 1));
  expect(checkIds(once)).toEqual([
    ['short', 'has'],
    ['short-2', 'has-2'],
  ]);
  expect(once).toContain(
    '# how long\n- { id: short-2, type: max-sentences, value: 3 }   # of Chef\n- id: has-2\n',
  );
  const problems = (text: string) => parseNotebook(text).problems.map(({ message }) => message.en);
  expect(problems(once)).toEqual(problems(CHECKED));
  expect(checkIds(duplicateCell(once, cellAt(once, 2))).at(-1)).toEqual(['short-3', 'has-3']);
});

test('checks that are pasted get free ids only where theirs are taken', () => {
  const cell = cellAt(CHECKED, 1);
  const copied = cellText(CHECKED, cell);
  expect(checkIds(pasteCells(CHECKED, 2, `${copied}\n${copied}`).text)).toEqual([
    ['short', 'has'],
    ['short-2', 'has-2'],
    ['short-3', 'has-3'],
  ]);
  const ofOther = copied.replace('for=main', 'for=other');
  expect(checkIds(pasteCells(CHECKED, 2, ofOther).text).at(-1)).toEqual(['short', 'has']);
  expect(pasteCells(removeCell(CHECKED, cell), 1, copied).text).toBe(CHECKED);
});

test('checks that cannot be read are pasted as they are', () => {
  const broken = '```assert for=main\n- { id: short, type\n```';
  expect(pasteCells(CHECKED, 2, broken).text).toContain(broken);
});
