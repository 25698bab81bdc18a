import { describe, expect, it } from 'vitest';
import { removeCell } from '../../../src/core/arrange.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { changedCell } from '../../../src/web/state/changed-cell.ts';

const TEXT = `---
gamut: 1
---
# Head

\`\`\`persona id=chef
Cook.
\`\`\`

\`\`\`persona id=chemist
Mix.
\`\`\`
`;
const notebook = parseNotebook(TEXT);

describe('the cell that a change is in', () => {
  it('is the one whose text is another now', () => {
    expect(changedCell(TEXT.replace('Mix', 'Stir'), TEXT, notebook)).toBe(2);
    expect(changedCell(TEXT.replace('# Head', '# Heading'), TEXT, notebook)).toBe(0);
  });

  it('is the one that has come back, though the one after it begins alike', () => {
    const chef = notebook.cells[1];
    if (!chef) throw new Error('no cell');
    expect(changedCell(removeCell(TEXT, chef), TEXT, notebook)).toBe(1);
  });

  it('is the last one where cells at the end have gone', () => {
    const chemist = notebook.cells[2];
    if (!chemist) throw new Error('no cell');
    const short = removeCell(TEXT, chemist);
    expect(changedCell(TEXT, short, parseNotebook(short))).toBe(1);
  });

  it('is none where the front matter or nothing has changed', () => {
    expect(changedCell(TEXT.replace('gamut: 1', 'gamut: 2'), TEXT, notebook)).toBeNull();
    expect(changedCell(TEXT, TEXT, notebook)).toBeNull();
  });
});
