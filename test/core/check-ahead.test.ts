import { expect, it } from 'vitest';
import { afterCheckEdit } from '../../src/core/check-ahead.ts';
import { editChecks, type CheckEdit } from '../../src/core/check-edit.ts';
import { parseNotebook } from '../../src/core/format.ts';
import { cellsOf, type Check } from '../../src/core/notebook.ts';

const BODY = `- { id: korean, type: regex, value: '[가-힣]{10,}' }
- { id: short, type: max-graphemes, value: 600 }
- { id: json, type: json }`;

function read(body: string): readonly Check[] {
  const matrix = '```matrix id=main\nprompt: ask\nmodel: a/b\n```\n';
  const [cell] = cellsOf(parseNotebook(`${matrix}\n\`\`\`assert for=main\n${body}\n\`\`\`\n`), 'assert');
  if (!cell) throw new Error('the checks cannot be read');
  return cell.checks;
}

const EDITS: CheckEdit[] = [
  { do: 'add', check: { id: 'has', type: 'contains', value: ['소금'] } },
  { do: 'add', check: { id: 'json-2', type: 'json' } },
  { do: 'set', at: 1, keys: { value: 300 } },
  { do: 'set', at: 0, keys: { id: 'hangul' } },
  { do: 'set', at: 0, keys: { type: 'json' }, without: ['value', 'flags'] },
  { do: 'duplicate', at: 1, id: 'short-2' },
  { do: 'move', at: 0, to: 2 },
  { do: 'move', at: 0, to: 3 },
  { do: 'remove', at: 1 },
  { do: 'remove', at: 7 },
];

it.each(EDITS)('checks are seen as the notebook will have them: %j', (edit) => {
  expect(afterCheckEdit(read(BODY), edit)).toEqual(read(editChecks(BODY, edit)));
});

it('each edit is done on what the one before has left', () => {
  const edits: CheckEdit[] = [
    { do: 'remove', at: 0 },
    { do: 'set', at: 0, keys: { value: 1 } },
    { do: 'move', at: 1, to: 0 },
  ];
  expect(edits.reduce(afterCheckEdit, read(BODY))).toEqual(read(edits.reduce(editChecks, BODY)));
});
