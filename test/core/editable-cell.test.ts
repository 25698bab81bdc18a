import { describe, expect, it } from 'vitest';
import { toEditable } from '../../src/core/editable-cell.ts';
import { toEditableTable } from '../../src/core/editable-table.ts';
import { parseNotebook } from '../../src/core/format.ts';

const FENCE = '```';
const only = (info: string, body: string) => {
  const [cell] = parseNotebook(`${FENCE}${info}\n${body}\n${FENCE}\n`).cells;
  if (!cell) throw new Error('no cell');
  return { written: cell, shown: toEditableTable(cell) ?? toEditable(cell) };
};

describe('a cell that cannot be used as it stands', () => {
  it('keeps its form where the form can mend it', () => {
    expect(only('persona id=a', '').shown).toMatchObject({ kind: 'persona', id: 'a', text: '' });
    expect(only('prompt id=a', '{{half').shown).toMatchObject({ kind: 'prompt', body: '{{half' });
    const twice = only('dataset id=a', 'id,q\nx,1\nx,2');
    expect(twice.written.kind).toBe('other');
    expect(twice.shown).toMatchObject({
      kind: 'dataset',
      columns: ['id', 'q'],
      rows: [{ id: 'x' }, { id: 'x' }],
    });
    expect(only('dataset id=a', 'id,q').shown).toMatchObject({ kind: 'dataset', rows: [] });
    expect(only('dataset id=a format=jsonl', '{"id":""}').shown).toMatchObject({ kind: 'dataset' });
  });

  it('shows its source where only that can', () => {
    expect(only('dataset id=a', 'id,q\nx,1,2').shown.kind).toBe('other');
    expect(only('dataset id=a', 'id,id\nx,1').shown.kind).toBe('other');
    expect(only('dataset id=a src=none.csv', '').shown.kind).toBe('other');
    expect(only('matrix id=a', 'prompt: [').shown.kind).toBe('other');
    expect(only('persona', 'x').shown.kind).toBe('other');
  });

  it('is as it is where nothing is wrong with it', () => {
    const { written, shown } = only('persona id=a', 'x');
    expect(shown).toBe(written);
  });
});
