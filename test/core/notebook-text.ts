import fc from 'fast-check';
import { parseNotebook } from '../../src/core/format.ts';
import type { Cell } from '../../src/core/notebook.ts';

const LINES = [
  '```persona id=a',
  '```prompt id=p',
  '   ```persona id=b name="두 낱말"',
  '````prompt id=q',
  '~~~persona id=c',
  '~~~~',
  '```',
  '````',
  '   ```',
  '    ```',
  '``` `no`',
  '```js',
  '```matrix id=m',
  'prompt: p',
  'model: sandbox/tiny',
  '',
  '  ',
  '# 제목',
  'text',
  '{{이름}}님, {{question}}',
  '<!-- note -->',
  '<!--',
  '-->',
  '---',
  'id,name',
  '\u2028  x',
];

/** Texts that look like notebooks: every kind of fence line, well and badly closed, all line endings, BOM or none. */
export const notebookText: fc.Arbitrary<string> = fc
  .record({
    lines: fc.array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...LINES) }, fc.string()), {
      maxLength: 24,
    }),
    endings: fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\n', '\r\n']),
    bom: fc.boolean(),
    front: fc.boolean(),
    finalEnding: fc.boolean(),
  })
  .map(({ lines, endings, bom, front, finalEnding }) => {
    const all = front ? ['---', 'gamut: 1', 'title: 시험', '---', ...lines] : lines;
    const text = all.map((line, index) => line + (endings[index % endings.length] ?? '\n')).join('');
    return (bom ? '\uFEFF' : '') + (finalEnding ? text : text.replace(/(\r\n|\n|\r)$/, ''));
  });

/** Bodies that people and models may put into a cell, fences among them. */
export const bodyText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...LINES), fc.string()), { maxLength: 8 })
  .map((lines) => lines.join('\n'));

/** A small notebook with a cell that is none of Gamut's. */
export const TEXT = [
  '---',
  'gamut: 1',
  'title: "말투"   # 주석',
  '---',
  '# 제목',
  '',
  '```persona id=chef name="셰프"',
  '당신은 셰프입니다.',
  '```',
  '',
  '```mermaid',
  'graph TD',
  '```',
  '```prompt id=ask later=1',
  '{{question}}',
  '```',
  '',
].join('\n');

/** The cells of a text. */
export function cellsOf(text: string): Cell[] {
  return parseNotebook(text).cells;
}

/** A cell of a text; a bug where there is none. */
export function cellAt(text: string, index: number): Cell {
  const cell = cellsOf(text)[index];
  if (!cell) throw new Error(`no cell ${index}`);
  return cell;
}

/** A text that looks like a notebook, with one of its cells. */
export const editedCell = fc
  .tuple(notebookText, fc.nat())
  .filter(([text]) => cellsOf(text).length > 0)
  .map(([text, at]): [string, Cell] => {
    const cells = cellsOf(text);
    return [text, cells[at % cells.length] as Cell];
  });
