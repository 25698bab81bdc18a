import { expect, test } from 'vitest';
import { titleOf, parseNotebook } from '../../src/core/format.ts';
import { ParsedNotebooks } from '../../src/workbench/parsed-notebooks.ts';
import { NOTEBOOK } from './sample-project.ts';

const FILE = { name: 'a.gamut.md', text: NOTEBOOK, version: '1', files: {}, fileErrors: {} };

test('a notebook is parsed once for each text and each text of its data', () => {
  const parsed = new ParsedNotebooks();
  const first = parsed.of(FILE);
  expect(parsed.of({ ...FILE, files: {} })).toBe(first);
  expect(parsed.of({ ...FILE, version: '2', text: '# Other' }).title).toBe('Other');
  const data = {
    ...FILE,
    text: '```dataset id=d src=d.csv\n```\n',
    version: '3',
    files: { 'd.csv': 'id\na\n' },
  };
  const before = parsed.of(data);
  expect(parsed.of({ ...data, files: { 'd.csv': 'id\na\n' } })).toBe(before);
  const after = parsed.of({ ...data, files: { 'd.csv': 'id\na\nb\n' } });
  expect(after.cells).toMatchObject([{ kind: 'dataset', rows: [{ id: 'a' }, { id: 'b' }] }]);
});

test('a title is the same whether the rest is read or not', () => {
  for (const text of [
    NOTEBOOK,
    '# One\n\n## Two',
    '```matrix id=m\n# no\n```\n\ntext\n\n## Three ##',
    '',
    'x',
  ])
    expect(titleOf(text)).toBe(parseNotebook(text).title);
});
