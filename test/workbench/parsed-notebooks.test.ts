import { expect, test } from 'vitest';
import { titleOf, parseNotebook } from '../../src/core/format.ts';
import { ParsedNotebooks } from '../../src/workbench/parsed-notebooks.ts';
import { NOTEBOOK } from './sample-project.ts';

const FILE = { name: 'a.gamut.md', text: NOTEBOOK, version: '1', files: {}, fileErrors: {} };

test('a notebook is parsed once for each text and each text of its data', async () => {
  const parsed = new ParsedNotebooks();
  const first = await parsed.of(FILE);
  expect(await parsed.of({ ...FILE, files: {} })).toBe(first);
  expect(await parsed.of({ ...FILE, version: '2', text: '# Other' })).toMatchObject({ title: 'Other' });
  const data = {
    ...FILE,
    text: '```dataset id=d src=d.csv\n```\n',
    version: '3',
    files: { 'd.csv': 'id\na\n' },
  };
  const before = await parsed.of(data);
  expect(await parsed.of({ ...data, files: { 'd.csv': 'id\na\n' } })).toBe(before);
  const after = await parsed.of({ ...data, files: { 'd.csv': 'id\na\nb\n' } });
  expect(after.cells).toMatchObject([{ kind: 'dataset', rows: [{ id: 'a' }, { id: 'b' }] }]);
});

test('those who ask for a notebook that is being parsed get the same one', async () => {
  const parsed = new ParsedNotebooks();
  const [one, other] = await Promise.all([parsed.of(FILE), parsed.of({ ...FILE })]);
  expect(one).toBe(other);
});

test('of a notebook that was changed, the cells that are as they were are the same ones', async () => {
  const parsed = new ParsedNotebooks();
  const before = await parsed.of(FILE);
  const after = await parsed.of({ ...FILE, text: `${NOTEBOOK}\nOne note more.\n`, version: '2' });
  expect(after.cells[0]).toBe(before.cells[0]);
  expect(after.cells).toHaveLength(before.cells.length + 1);
});

test('a large notebook is parsed in slices: whoever asks for something else does not wait for it', async () => {
  const parsed = new ParsedNotebooks();
  const text = Array.from(
    { length: 4000 },
    (_, n) => `\`\`\`prompt id=p${n}\n{{one}} ${'{{two}} '.repeat(20)}\n\`\`\`\n`,
  ).join('\n');
  const happened: string[] = [];
  const reading = parsed.of({ ...FILE, text, version: '4' }).then(() => happened.push('read'));
  for (let turn = 0; turn < 3; turn += 1) setImmediate(() => happened.push('other'));
  await reading;
  expect(happened.at(-1)).toBe('read');
  expect(happened).toContain('other');
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
