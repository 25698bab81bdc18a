import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDatasetColumn, removeDatasetRow, setDatasetValue } from '../../src/core/dataset-body.ts';
import { replaceBody } from '../../src/core/edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { findCell, type DatasetCell } from '../../src/core/notebook.ts';

function notebook(format: 'csv' | 'jsonl'): string {
  const body =
    format === 'csv'
      ? 'id,question\na,"무엇을, 먹을까요?"\nb,What?'
      : '{"id":"a","question":"무엇을, 먹을까요?"}\n{"id":"b","question":"What?"}';
  return `# Before\n\n\`\`\`dataset id=d format=${format}\n${body}\n\`\`\`\n\nAfter\n`;
}

function dataset(text: string): DatasetCell {
  const cell = findCell(parseNotebook(text), 'dataset', 'd');
  if (!cell) throw new Error('the dataset is gone');
  return cell;
}

describe.each(['csv', 'jsonl'] as const)('a dataset in %s', (format) => {
  const text = notebook(format);
  const edited = (edit: (cell: DatasetCell) => string) => {
    const cell = dataset(text);
    return dataset(replaceBody(text, cell, edit(cell)));
  };

  it('takes any text as a value and leaves the others', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('가', 'a', '"', ',', '\n', ' ', '`', "'", '=') }),
        (value) => {
          const after = edited((cell) => setDatasetValue(cell, 1, 'question', value));
          expect(after.rows.map((row) => row.vars['question'])).toEqual(['무엇을, 먹을까요?', value]);
          expect(after.rows.map((row) => row.id)).toEqual(['a', 'b']);
        },
      ),
    );
  });

  it('grows by a row when the value is past the last one', () => {
    const after = edited((cell) => setDatasetValue(cell, 2, 'id', 'c'));
    expect(after.rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });

  it('loses a row, and gains a column', () => {
    expect(edited((cell) => removeDatasetRow(cell, 0)).rows.map((row) => row.id)).toEqual(['b']);
    const after = edited((cell) => addDatasetColumn(cell, 'expected'));
    expect(after.columns).toEqual(['id', 'question', 'expected']);
    expect(after.rows.map((row) => row.vars['expected'])).toEqual(['', '']);
  });

  it('refuses a row that is not there', () => {
    expect(() => setDatasetValue(dataset(text), 9, 'id', 'x')).toThrow(RangeError);
  });
});
