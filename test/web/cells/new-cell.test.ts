import { expect, test } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { newCellText } from '../../../src/web/cells/new-cell-text.ts';

const notebookOf = (...cells: string[]) =>
  parseNotebook(cells.map((cell) => `\`\`\`${cell}\n\`\`\`\n`).join('\n'));

test('a new dataset has a column for each variable that no dataset gives', () => {
  const asked = notebookOf(
    'prompt id=a\n{{이름}} asks: {{question}}',
    'prompt id=b\n{{question}} {{topic}}',
    'dataset id=data format=csv\nid,topic\nx,rice',
  );
  expect(newCellText('dataset', asked)).toBe('```dataset id=data-2 format=csv\nid,이름,question\na,,\n```\n');
});

test('a new dataset of a notebook that asks for nothing has a column to begin with', () => {
  expect(newCellText('dataset', notebookOf('prompt id=a\nHello'))).toBe(
    '```dataset id=data format=csv\nid,question\na,\n```\n',
  );
});

test('new checks have ids that no check of their matrix has', () => {
  const matrix = 'matrix id=main\nprompt: ask\nmodel: sandbox/tiny';
  const first = '- { id: short, type: max-sentences, value: 3 }';
  const ofOther = notebookOf(`assert for=other\n${first}`, matrix);
  expect(newCellText('assert', ofOther)).toBe(`\`\`\`assert for=main\n${first}\n\`\`\`\n`);
  const second = notebookOf(matrix, `assert for=main\n${first}`);
  expect(newCellText('assert', second)).toContain('- { id: short-2, type');
  const third = notebookOf(
    matrix,
    `assert for=main\n${first}`,
    'assert for=main\n- { id: short-2, type: max-sentences, value: }',
  );
  expect(newCellText('assert', third)).toContain('- { id: short-3, type');
});
