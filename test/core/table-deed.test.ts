import { describe, expect, it } from 'vitest';
import { replaceBody } from '../../src/core/edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell, type DatasetCell } from '../../src/core/notebook.ts';
import { afterDeed, doTableDeed, type TableDeed } from '../../src/core/table-deed.ts';

const BODIES = {
  csv: 'id,question\na,"무엇을, 먹을까요?"\nb,What?',
  jsonl: '{"id":"a","question":"무엇을, 먹을까요?"}\n{"id":"b","question":"What?"}',
};

function read(text: string): DatasetCell {
  const cell = findCell(parseNotebook(text), 'dataset', 'd');
  if (!cell) throw new Error('the dataset is gone');
  return cell;
}

const DEEDS: TableDeed[] = [
  { do: 'values', changes: [{ row: 0, column: 1, value: '새 질문' }] },
  {
    do: 'paste',
    at: { row: 1, column: 0 },
    table: [
      ['x', 'y'],
      ['z', 'w'],
    ],
  },
  { do: 'paste', at: null, table: [['question'], ['last']], isNamed: true },
  { do: 'insert-row', at: 1 },
  { do: 'remove-rows', at: 0, count: 1 },
  { do: 'insert-column', at: 1 },
  { do: 'rename-column', at: 1, name: 'ask' },
  { do: 'move-column', at: 1, to: 0 },
  { do: 'remove-column', at: 1 },
  { do: 'replace', columns: ['id', 'city'], rows: [['s', '서울, 강남']] },
];

describe.each(['csv', 'jsonl'] as const)('what is done to a table in %s', (format) => {
  const text = `\`\`\`dataset id=d format=${format}\n${BODIES[format]}\n\`\`\`\n`;

  it.each(DEEDS)('reads as the notebook will: $do', (deed) => {
    const cell = read(text);
    const after = afterDeed(cell, deed);
    const written = read(replaceBody(text, cell, doTableDeed(cell, deed)));
    expect(after.body).toBe(written.body);
    expect(after.columns).toEqual(written.columns);
    expect(after.rows.map(({ id, vars }) => ({ id, vars }))).toEqual(
      written.rows.map(({ id, vars }) => ({ id, vars })),
    );
    expect(after.body).not.toBe(cell.body);
  });

  it('is reckoned from the table as the deed before has left it', () => {
    const cell = read(text);
    const first = afterDeed(cell, { do: 'values', changes: [{ row: 0, column: 1, value: 'first' }] });
    const both = afterDeed(first, { do: 'values', changes: [{ row: 1, column: 1, value: 'second' }] });
    expect(both.rows.map(({ vars }) => vars['question'])).toEqual(['first', 'second']);
    const grown = afterDeed(afterDeed(cell, { do: 'insert-column', at: 2 }), { do: 'insert-column', at: 3 });
    expect(grown.columns).toEqual(['id', 'question', 'column3', 'column4']);
    expect(afterDeed(cell, { do: 'insert-column', at: 1, stem: '열' }).columns).toEqual([
      'id',
      '열3',
      'question',
    ]);
    const pasted: TableDeed = { do: 'paste', at: { row: 0, column: 1 }, table: [['x', 'y']], stem: '열' };
    expect(afterDeed(cell, pasted).columns).toEqual(['id', 'question', '열3']);
    expect(
      afterDeed(afterDeed(cell, { do: 'remove-rows', at: 0, count: 1 }), {
        do: 'paste',
        at: null,
        table: [['c', 'Why?']],
      }).rows.map(({ vars }) => vars['question']),
    ).toEqual(['What?', 'Why?']);
  });
});
