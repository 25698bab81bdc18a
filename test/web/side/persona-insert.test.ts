import { expect, test } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { cellsOf } from '../../../src/core/notebook.ts';
import { insertPersona } from '../../../src/web/side/persona-insert.ts';

const PIRATE = { id: 'pirate', name: 'Captain "Red"', text: 'You are a pirate.\n\n```js\nahoy()\n```\nEnd.' };
const TEXT = '# Title\r\n\r\n```persona id=pirate\r\nA.\r\n```\r\n\r\n```prompt id=ask\r\nHi\r\n```\r\n';

test('a persona comes in after the others, its id free, its text byte for byte', () => {
  const { text, index } = insertPersona(TEXT, PIRATE);
  const notebook = parseNotebook(text);
  const personas = cellsOf(notebook, 'persona');
  expect(personas.map(({ id, name }) => [id, name])).toEqual([
    ['pirate', 'pirate'],
    ['pirate-2', 'Captain "Red"'],
  ]);
  expect(personas[1]?.text).toBe(PIRATE.text);
  expect(personas[1]?.index).toBe(index);
  expect(notebook.cells.map(({ kind }) => kind)).toEqual(['note', 'persona', 'persona', 'prompt']);
  expect(text.startsWith(TEXT.slice(0, TEXT.indexOf('```prompt')))).toBe(true);
});

test('without another persona it stands before what uses it', () => {
  const kinds = (text: string) => parseNotebook(text).cells.map(({ kind }) => kind);
  expect(kinds(insertPersona('# T\n\n```prompt id=a\nx\n```\n', PIRATE).text)).toEqual([
    'note',
    'persona',
    'prompt',
  ]);
  expect(kinds(insertPersona('', PIRATE).text)).toEqual(['persona']);
  expect(cellsOf(parseNotebook(insertPersona('', { ...PIRATE, id: 'none' }).text), 'persona')[0]?.id).toBe(
    'none-2',
  );
});
