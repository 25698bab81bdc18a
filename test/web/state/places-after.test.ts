import { describe, expect, it } from 'vitest';
import { duplicateCell, insertCell, moveCell, pasteCells, removeCell } from '../../../src/core/arrange.ts';
import { replaceBody } from '../../../src/core/edit.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import type { Cell } from '../../../src/core/notebook.ts';
import { placesAfter } from '../../../src/web/state/places-after.ts';

const persona = (id: string): string => `\`\`\`persona id=${id}\nYou are ${id}.\n\`\`\`\n`;
const TEXT = ['a', 'b', 'c', 'd'].map(persona).join('\n');
const read = (text: string) => ({ text, cells: parseNotebook(text).cells });
const cellAt = (index: number): Cell => {
  const cell = parseNotebook(TEXT).cells[index];
  if (!cell) throw new Error(`no cell ${index}`);
  return cell;
};
const after = (text: string) => placesAfter(read(TEXT), read(text));

describe('where cells stand after an edit', () => {
  it('is where they stood, where only what is in them is another', () => {
    expect(after(TEXT)).toEqual([0, 1, 2, 3]);
    expect(after(replaceBody(TEXT, cellAt(1), 'other'))).toEqual([0, 1, 2, 3]);
    expect(after(TEXT.replaceAll('You are', 'Be'))).toEqual([0, 1, 2, 3]);
  });

  it('is further down behind what has come in', () => {
    expect(after(insertCell(TEXT, 2, 'A note.'))).toEqual([0, 1, 3, 4]);
    expect(after(duplicateCell(TEXT, cellAt(1)))).toEqual([0, 1, 3, 4]);
    expect(after(pasteCells(TEXT, 0, persona('x') + persona('y')).text)).toEqual([2, 3, 4, 5]);
    expect(after(insertCell(TEXT, 4, persona('d')))).toEqual([0, 1, 2, 3]);
  });

  it('is nowhere for the one that was taken out, and further up for those behind it', () => {
    expect(after(removeCell(TEXT, cellAt(1)))).toEqual([0, null, 1, 2]);
    expect(after(removeCell(TEXT, cellAt(3)))).toEqual([0, 1, 2, null]);
  });

  it('goes with one that was moved', () => {
    expect(after(moveCell(TEXT, cellAt(0), 2))).toEqual([2, 0, 1, 3]);
    expect(after(moveCell(TEXT, cellAt(3), 2))).toEqual([0, 1, 3, 2]);
  });

  it('tells cells of one text apart by their order', () => {
    const twice = read(persona('a') + '\n' + persona('a'));
    expect(placesAfter(twice, twice)).toEqual([0, 1]);
    expect(placesAfter(read(''), twice)).toEqual([]);
    expect(placesAfter(twice, read(''))).toEqual([null, null]);
  });
});
