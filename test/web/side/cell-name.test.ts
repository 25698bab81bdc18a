import { expect, test } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { cellName } from '../../../src/web/side/cell-name.ts';

const nameOf = (text: string) => {
  const notebook = parseNotebook(text);
  return notebook.cells.map((cell) => cellName(notebook, cell));
};

test('personas and prompts are called by their names; two of one name are told apart as in the results', () => {
  const persona = (id: string, name: string) => `\`\`\`persona id=${id} name="${name}"\nx\n\`\`\`\n`;
  expect(nameOf(persona('chef', '셰프') + persona('chef-2', '셰프') + persona('doc', '의사'))).toEqual([
    '셰프 (chef)',
    '셰프 (chef-2)',
    '의사',
  ]);
});

test('a cell that cannot be read for now keeps the name that it has', () => {
  expect(nameOf('```prompt id=ask name="The question"\n{{na\n```\n')).toEqual(['The question']);
  expect(nameOf('```prompt id=ask\n{{na\n```\n')).toEqual(['ask']);
});

test('what is no cell is called by its language', () => {
  expect(nameOf('```python id=x\nprint(1)\n```\n')).toEqual(['python']);
});

test('of like cells of one matrix the second has a number, so that they are told apart', () => {
  const view = (of: string) => `\`\`\`view of=${of}\n\`\`\`\n`;
  const chart = (kind: string) => `\`\`\`chart of=main kind=${kind}\n\`\`\`\n`;
  expect(nameOf(view('main') + view('other') + chart('cost') + view('main') + chart('tokens'))).toEqual([
    'Results of main',
    'Results of other',
    'Cost · main',
    'Results of main (2)',
    'Tokens · main',
  ]);
});
