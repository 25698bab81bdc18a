import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { checkValueText, editChecks, type CheckEdit } from '../../src/core/check-edit.ts';
import type { Value } from '../../src/core/trial.ts';

const BODY = `# What a good answer has

# Hangul, and some of it
- { id: korean, type: regex, value: '[가-힣]{10,}', team: tone }   # agreed in March
- id: short            # for phones
  type: max-graphemes
  value: 600           # characters
  owner: 지민
  # still open: 500?

- id: shape
  type: json-schema
  value:
    # what the app reads
    type: object
    required: [label]   # nothing else yet
- { id: whole, type: finish-reason, value: stop }`;

describe('a check is changed', () => {
  it('between braces, and every other byte stays', () => {
    expect(editChecks(BODY, { do: 'set', at: 0, keys: { value: '^안녕' } })).toBe(
      BODY.replace("'[가-힣]{10,}'", '"^안녕"'),
    );
    expect(editChecks(BODY, { do: 'set', at: 3, keys: { id: 'done', value: ['stop', 'length'] } })).toBe(
      BODY.replace('id: whole', 'id: done').replace('value: stop', 'value: [stop, length]'),
    );
  });

  it('below each other, with its comments and the keys that nobody knows', () => {
    expect(editChecks(BODY, { do: 'set', at: 1, keys: { value: 500 } })).toBe(BODY.replace('600 ', '500 '));
    expect(editChecks(BODY, { do: 'set', at: 1, keys: { id: 'brief' } })).toBe(
      BODY.replace('id: short ', 'id: brief '),
    );
  });

  it('to another type, which may need no value', () => {
    const edit: CheckEdit = { do: 'set', at: 0, keys: { type: 'json' }, without: ['value', 'flags'] };
    expect(editChecks(BODY, edit)).toBe(
      BODY.replace("type: regex, value: '[가-힣]{10,}', team", 'type: json, team'),
    );
    expect(editChecks(BODY, { ...edit, at: 1 })).toBe(
      BODY.replace('max-graphemes', 'json').replace('  value: 600           # characters\n', ''),
    );
  });

  it('and gets the key that it has not', () => {
    expect(
      editChecks('- { id: a, type: json }', { do: 'set', at: 0, keys: { type: 'regex', value: '.' } }),
    ).toBe('- { id: a, type: regex, value: "." }');
    expect(editChecks('- id: a\n  type: json', { do: 'set', at: 0, keys: { value: 3 } })).toBe(
      '- id: a\n  type: json\n  value: 3',
    );
  });

  it('with its flags where it has them apart', () => {
    const body = "- { id: a, type: regex, value: 'yes', flags: i }";
    expect(editChecks(body, { do: 'set', at: 0, keys: { value: '/no/i' } })).toBe(
      '- { id: a, type: regex, value: no, flags: i }',
    );
    expect(editChecks(body, { do: 'set', at: 0, keys: { value: 'no' } })).toBe(
      '- { id: a, type: regex, value: no }',
    );
  });

  it('though the list is written in one line, or parts of it stand for others', () => {
    const line = '[{ id: a, type: json }, { id: b, type: contains, value: x }] # all';
    expect(parse(editChecks(line, { do: 'set', at: 1, keys: { value: 'y' } }))).toEqual([
      { id: 'a', type: 'json' },
      { id: 'b', type: 'contains', value: 'y' },
    ]);
    expect(editChecks(line, { do: 'set', at: 1, keys: { value: 'y' } })).toContain('# all');
    const named = '- &one { id: a, type: json }\n- { id: b, type: json-schema, value: *one }';
    expect(parse(editChecks(named, { do: 'set', at: 1, keys: { id: 'c' } }))).toEqual([
      { id: 'a', type: 'json' },
      { id: 'c', type: 'json-schema', value: { id: 'a', type: 'json' } },
    ]);
  });
});

describe('the text of a schema', () => {
  it('is read as it is written, without where it is indented', () => {
    expect(checkValueText(BODY, 2)).toBe('type: object\nrequired: [label]   # nothing else yet');
    expect(checkValueText(BODY, 0)).toBe("'[가-힣]{10,}'");
    expect(checkValueText('- { id: a, type: json }', 0)).toBeNull();
    expect(checkValueText('- [', 0)).toBeNull();
  });

  it('is put back as it is written, comments and all', () => {
    const text = 'type: object\nproperties:\n  label:\n    enum: [good, bad]   # two\n\nrequired: [label]';
    const changed = editChecks(BODY, { do: 'text', at: 2, text });
    expect(checkValueText(changed, 2)).toBe(text);
    expect(changed).toContain('    # what the app reads\n    type: object\n');
    expect(changed).toContain('\n- { id: whole, type: finish-reason, value: stop }');
  });

  it('ends where the next check begins, with what stands above that', () => {
    const next = '# about the next one\n- { id: whole, type: json }';
    const body = `- id: shape\n  type: json-schema\n  value:\n    type: object\n    # open\n${next}`;
    expect(checkValueText(body, 0)).toBe('type: object');
    expect(editChecks(body, { do: 'text', at: 0, text: 'type: array\nitems: {}' })).toBe(
      body.replace('type: object', 'type: array\n    items: {}'),
    );
    expect(editChecks(body, { do: 'remove', at: 0 })).toBe(next);
    expect(editChecks(body, { do: 'move', at: 1, to: 0 }).startsWith(`${next}\n- id: shape`)).toBe(true);
  });

  it('takes lines of its own where it had one', () => {
    const text = '{\n\t"type": "object"\n}';
    const flow = '- { id: a, type: json-schema, value: { type: array }, owner: 지민 } # ours';
    const changed = editChecks(flow, { do: 'text', at: 0, text });
    expect(parse(changed)).toEqual([
      { id: 'a', type: 'json-schema', value: { type: 'object' }, owner: '지민' },
    ]);
    expect(changed).toContain('# ours');
    expect(editChecks(flow, { do: 'text', at: 0, text: '{ type: string }' })).toBe(
      flow.replace('array', 'string'),
    );
    expect(
      editChecks('- id: a\n  type: json-schema', { do: 'text', at: 0, text: 'type: object\nrequired: [a]' }),
    ).toBe('- id: a\n  type: json-schema\n  value:\n    type: object\n    required: [a]');
  });
});

describe('the list of checks', () => {
  it('grows at its end, in the way that it is written', () => {
    const check = { id: 'b', type: 'contains', value: ['하나', 'a, b'] };
    const line = '- { id: b, type: contains, value: [하나, "a, b"] }';
    expect(editChecks(BODY, { do: 'add', check })).toBe(`${BODY}\n${line}`);
    expect(editChecks('', { do: 'add', check })).toBe(line);
    expect(editChecks('# none yet\n', { do: 'add', check })).toBe(`# none yet\n${line}`);
    expect(editChecks('# none yet\n[]', { do: 'add', check })).toBe(`# none yet\n${line}`);
    expect(editChecks('  - { id: a, type: json }\n', { do: 'add', check })).toBe(
      `  - { id: a, type: json }\n  ${line}\n`,
    );
  });

  it('takes a copy behind what it is of, under an id of its own', () => {
    expect(editChecks(BODY, { do: 'duplicate', at: 0, id: 'korean-2' })).toBe(
      BODY.replace(
        '# agreed in March\n',
        "# agreed in March\n- { id: korean-2, type: regex, value: '[가-힣]{10,}', team: tone }   # agreed in March\n",
      ),
    );
    expect(parse(editChecks(BODY, { do: 'duplicate', at: 2, id: 'shape-2' }))).toHaveLength(5);
  });

  it('has a check in another place with the comment above it', () => {
    const moved = editChecks(BODY, { do: 'move', at: 0, to: 1 });
    expect(moved).toBe(`# What a good answer has

- id: short            # for phones
  type: max-graphemes
  value: 600           # characters
  owner: 지민
  # still open: 500?
# Hangul, and some of it
- { id: korean, type: regex, value: '[가-힣]{10,}', team: tone }   # agreed in March

${BODY.slice(BODY.indexOf('- id: shape'))}`);
    expect(editChecks(moved, { do: 'move', at: 1, to: 0 })).toBe(BODY);
  });

  it('loses a check, and the first one leaves what stands above it', () => {
    const gone = editChecks(BODY, { do: 'remove', at: 0 });
    expect(gone).toBe(
      BODY.replace(
        "- { id: korean, type: regex, value: '[가-힣]{10,}', team: tone }   # agreed in March\n",
        '',
      ),
    );
    expect(editChecks('- { id: a, type: json }\n# b\n- { id: b, type: json }', { do: 'remove', at: 1 })).toBe(
      '- { id: a, type: json }',
    );
    expect(editChecks('# all\n- { id: a, type: json }', { do: 'remove', at: 0 })).toBe('# all\n[]');
  });

  it('stays as it is where an edit means nothing, and is none where it is something else', () => {
    expect(editChecks(BODY, { do: 'set', at: 9, keys: { id: 'x' } })).toBe(BODY);
    expect(editChecks(BODY, { do: 'move', at: 0, to: -1 })).toBe(BODY);
    expect(() => editChecks('a: b', { do: 'remove', at: 0 })).toThrow('not a YAML list');
  });
});

test('any edit makes the list that it means, however the list is written', () => {
  const word = fc.stringMatching(/^[a-z가-힣]{1,6}$/);
  const value = fc.oneof(
    fc.string(),
    fc.nat(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 3 }),
    fc.dictionary(word, fc.oneof(fc.string(), fc.nat(), fc.boolean()), { maxKeys: 3 }),
  );
  const check = fc.record({ id: word, type: word, value });
  const toBlock = (item: Record<string, Value>, comment: boolean): string =>
    `${comment ? '# of this one\n' : ''}- ${Object.entries(item)
      .map(([key, one]) => `${key}: ${JSON.stringify(one)}${comment ? '  # why' : ''}`)
      .join('\n  ')}`;
  const written = fc.array(fc.tuple(check, fc.constantFrom('flow', 'block', 'told')), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(written, fc.nat(), fc.nat(), value, (items, first, second, next) => {
      const list = items.map(([item]) => item as Record<string, Value>);
      const body = items
        .map(([item, how]) =>
          how === 'flow'
            ? `- ${JSON.stringify(item)}`
            : toBlock(item as Record<string, Value>, how === 'told'),
        )
        .join('\n');
      const at = first % list.length;
      const to = second % list.length;
      const one = list[at] as Record<string, Value>;
      expect(parse(editChecks(body, { do: 'set', at, keys: { value: next as Value } }))).toEqual(
        list.with(at, { ...one, value: next as Value }),
      );
      expect(parse(editChecks(body, { do: 'move', at, to }))).toEqual(
        list.toSpliced(at, 1).toSpliced(to, 0, one),
      );
      expect(parse(editChecks(body, { do: 'remove', at }))).toEqual(list.toSpliced(at, 1));
      expect(parse(editChecks(body, { do: 'duplicate', at, id: 'other' }))).toEqual(
        list.toSpliced(at + 1, 0, { ...one, id: 'other' }),
      );
    }),
    { numRuns: 150 },
  );
});
