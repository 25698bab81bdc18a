import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { insertCell, removeCell } from '../../src/core/arrange.ts';
import { replaceBody } from '../../src/core/edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { isSameCell } from '../../src/core/reuse.ts';
import { bodyText, editedCell, notebookText } from './notebook-text.ts';

const FENCE = '```';
const TEXT = `---
gamut: 1
defaults: { max_tokens: 40 }
---
# One

${FENCE}persona id=chef
You are a chef.
${FENCE}

${FENCE}prompt id=ask
{{question}}
${FENCE}

${FENCE}dataset id=rows
id,question
a,What?
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: chef
model: sandbox/tiny
data: rows
${FENCE}
`;

const cellOf = (notebook: ReturnType<typeof parseNotebook>, kind: string) => {
  const cell = notebook.cells.find((one) => one.kind === kind);
  if (!cell) throw new Error(`no ${kind}`);
  return cell;
};

describe('a notebook that is read after an edit', () => {
  it('has the same objects before the edit, and below it the same rows at other places', () => {
    const before = parseNotebook(TEXT);
    const text = replaceBody(TEXT, cellOf(before, 'prompt'), 'Longer: {{question}}');
    const after = parseNotebook(text, { previous: before });
    expect(cellOf(after, 'persona')).toBe(cellOf(before, 'persona'));
    expect(cellOf(after, 'prompt')).not.toBe(cellOf(before, 'prompt'));
    const [rowsBefore, rowsAfter] = [before, after].map((one) => cellOf(one, 'dataset'));
    expect(rowsAfter).not.toBe(rowsBefore);
    expect(rowsAfter).toMatchObject({ start: text.indexOf(`${FENCE}dataset`) });
    expect(isSameCell(rowsBefore, rowsAfter)).toBe(true);
    expect(rowsAfter?.kind === 'dataset' && rowsBefore?.kind === 'dataset' && rowsAfter.rows).toBe(
      rowsBefore?.kind === 'dataset' && rowsBefore.rows,
    );
  });

  it('reads a matrix anew where the defaults are others, and a dataset where its file is', () => {
    const before = parseNotebook(TEXT);
    const after = parseNotebook(TEXT.replace('max_tokens: 40', 'max_tokens: 50'), { previous: before });
    expect(cellOf(after, 'matrix')).toMatchObject({ params: { max_tokens: 50 } });
    const filed = TEXT.replace('dataset id=rows\nid,question\na,What?\n', 'dataset id=rows src=a.csv\n');
    const first = parseNotebook(filed, { files: { 'a.csv': 'id,question\na,One?' } });
    const second = parseNotebook(filed, { files: { 'a.csv': 'id,question\na,Two?' }, previous: first });
    expect(cellOf(second, 'dataset')).toMatchObject({ rows: [{ vars: { question: 'Two?' } }] });
  });

  it('is what it would be if all of it were read, whatever was edited', () => {
    fc.assert(
      fc.property(editedCell, bodyText, fc.nat(3), ([text, cell], body, how) => {
        const previous = parseNotebook(text);
        const next =
          how === 0
            ? replaceBody(text, cell, body)
            : how === 1
              ? removeCell(text, cell)
              : how === 2
                ? insertCell(
                    text,
                    cell.index,
                    `${FENCE}persona id=new\n${body.replaceAll('`', '')}x\n${FENCE}`,
                  )
                : text;
        expect(parseNotebook(next, { previous })).toEqual(parseNotebook(next));
      }),
    );
    fc.assert(
      fc.property(notebookText, notebookText, (one, other) => {
        expect(parseNotebook(other, { previous: parseNotebook(one) })).toEqual(parseNotebook(other));
      }),
    );
  });
});

describe('cells that show the same', () => {
  it('are told from those whose text, id or place among the cells is another', () => {
    const [, persona] = parseNotebook(TEXT).cells;
    if (!persona) throw new Error('no persona');
    expect(isSameCell(persona, { ...persona, start: 99, line: 7 })).toBe(true);
    expect(isSameCell(persona, { ...persona, body: 'x' })).toBe(false);
    expect(isSameCell(persona, { ...persona, index: 5 })).toBe(false);
    expect(isSameCell(persona, { ...persona, info: { id: 'poet' } })).toBe(false);
    const [twice, again] = [1, 2].map(() => cellOf(parseNotebook(TEXT), 'dataset'));
    expect(isSameCell(twice, again)).toBe(true);
    expect(isSameCell(null, persona)).toBe(false);
    expect(isSameCell(null, null)).toBe(true);
  });
});
