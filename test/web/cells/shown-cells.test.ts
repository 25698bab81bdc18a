import { describe, expect, it } from 'vitest';
import { replaceBody } from '../../../src/core/edit.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import type { Cell } from '../../../src/core/notebook.ts';
import { ShownCells } from '../../../src/web/cells/shown-cells.ts';
import { loadTools } from '../../../src/web/state/tools.ts';

const persona = (id: string, text: string) => `\`\`\`persona id=${id}\n${text}\n\`\`\`\n\n`;
const TEXT = ['one', 'two', 'three'].map((id) => persona(id, `You are ${id}.`)).join('');

function take(shown: ShownCells, text: string): readonly Cell[] {
  shown.take(parseNotebook(text).cells);
  return shown.all;
}

describe('the cells that are shown', () => {
  it('are the same objects but for the one that was edited', () => {
    const shown = new ShownCells();
    const before = take(shown, TEXT);
    const [, second] = before;
    if (!second) throw new Error('no second cell');
    const after = take(shown, replaceBody(TEXT, second, 'You are somebody else,\nby far.'));
    expect(after.map((cell, index) => cell === before[index])).toEqual([true, false, true]);
    expect(after[1]).toMatchObject({ text: 'You are somebody else,\nby far.' });
  });

  it('are others where a cell comes before them: they have another place in the list', () => {
    const shown = new ShownCells();
    const before = take(shown, TEXT);
    const after = take(shown, persona('zero', 'You are first.') + TEXT);
    expect(after.some((cell) => before.includes(cell))).toBe(false);
    expect(after.map(({ index }) => index)).toEqual([0, 1, 2, 3]);
    expect(take(shown, TEXT)).toHaveLength(3);
  });

  it('have a broken one as its form can show it, once what reads it is here', async () => {
    const shown = new ShownCells();
    const [empty, table] = take(shown, '```persona id=a\n```\n\n```dataset id=d\nid,q\na,1\na,2\n```\n');
    if (!empty || !table) throw new Error('no cells');
    expect(shown.editable(empty)).toMatchObject({ kind: 'persona', text: '' });
    await loadTools();
    expect(shown.editable(table)).toMatchObject({ kind: 'dataset', rows: [{ id: 'a' }, { id: 'a' }] });
    expect(shown.editable(table)).toBe(shown.editable(table));
  });
});
