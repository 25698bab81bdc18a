import { describe, expect, it } from 'vitest';
import { toEditableChecks } from '../../src/core/editable-checks.ts';
import { parseNotebook } from '../../src/core/format.ts';

const FENCE = '```';
const read = (body: string, info = 'assert for=m') => {
  const [cell] = parseNotebook(`${FENCE}${info}\n${body}\n${FENCE}\n`).cells;
  if (!cell) throw new Error('no cell');
  return { written: cell, shown: toEditableChecks(cell) };
};

describe('checks that cannot be used as they stand', () => {
  it('keep their form where a field of it can mend them', () => {
    const { written, shown } = read('- { id: a, type: regex, value: "[" }\n- { id: a, type: max-graphemes }');
    expect(written.kind).toBe('other');
    expect(shown).toMatchObject({
      kind: 'assert',
      of: 'm',
      index: 0,
      body: written.body,
      checks: [
        { id: 'a', type: 'regex', value: '[' },
        { id: 'a', type: 'max-graphemes', value: null },
      ],
    });
    expect(read('- { id: a, type: regex, value: "[", flags: i }').shown?.checks[0]?.value).toBe('/[/i');
    expect(read('', 'assert of=m').shown).toMatchObject({ of: 'm', checks: [] });
  });

  it('show their source where only that can', () => {
    for (const body of [
      'a: b',
      '- [',
      '- words',
      '- { id: a, type: max-words, value: 3 }',
      '- { id: {}, type: json }',
    ])
      expect(read(body).shown, body).toBeNull();
    expect(read('- { id: a, type: json, value: 3 }', 'assert').shown).toBeNull();
  });

  it('are no concern of a cell that can be used, or that is another', () => {
    expect(read('- { id: a, type: json }').shown).toBeNull();
    expect(read('id,q\na,1,2', 'dataset id=d').shown).toBeNull();
  });
});
