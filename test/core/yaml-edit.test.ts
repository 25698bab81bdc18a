import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import type { Value } from '../../src/core/trial.ts';
import { setYamlKey, setYamlList, toFlowYaml } from '../../src/core/yaml-edit.ts';

const BODY = `prompt: ask   # the prompt
# who answers
persona:
  - counsellor  # first
  - chef
temperature:   [0.3, 0.70, 1.5]
repeats: 3                    # 3 each`;

test('a key changes, and every other byte stays', () => {
  expect(setYamlKey(BODY, 'repeats', 5)).toBe(BODY.replace('repeats: 3 ', 'repeats: 5 '));
  expect(setYamlKey(BODY, 'temperature', [0.1, 'default'])).toBe(
    BODY.replace('[0.3, 0.70, 1.5]', '[0.1, default]'),
  );
  expect(setYamlKey(BODY, 'prompt', 'other')).toBe(BODY.replace('ask', 'other'));
});

test('a list over several lines becomes one line', () => {
  expect(setYamlKey(BODY, 'persona', ['none', 'chef'])).toBe(
    BODY.replace('persona:\n  - counsellor  # first\n  - chef', 'persona: [none, chef]'),
  );
});

test('a new key comes last', () => {
  expect(setYamlKey(BODY, 'seed', 7)).toBe(`${BODY}\nseed: 7`);
  expect(setYamlKey('', 'seed', 7)).toBe('seed: 7');
  expect(setYamlKey('# only a comment\n', 'seed', 7)).toBe('# only a comment\nseed: 7\n');
});

test('a key goes out with its lines', () => {
  expect(setYamlKey(BODY, 'persona', undefined)).toBe(
    BODY.replace('persona:\n  - counsellor  # first\n  - chef\n', ''),
  );
  expect(setYamlKey(BODY, 'repeats', undefined)).toBe(
    BODY.replace('\nrepeats: 3                    # 3 each', ''),
  );
  expect(setYamlKey(BODY, 'nope', undefined)).toBe(BODY);
});

test('what is written in ways that cannot be spliced is written anew', () => {
  expect(parse(setYamlKey('{ a: 1, b: 2 }', 'a', 3))).toEqual({ a: 3, b: 2 });
  expect(parse(setYamlKey('a: &x [1]\nb: *x', 'b', [2]))).toEqual({ a: [1], b: [2] });
  expect(parse(setYamlKey('a: |\n  text\n  more\nb: 1', 'a', 'x'))).toEqual({ a: 'x', b: 1 });
});

test('what is no map is refused', () => {
  expect(() => setYamlKey('- a', 'b', 1)).toThrow('not a YAML map');
  expect(() => setYamlKey('a: [', 'b', 1)).toThrow('not a YAML map');
});

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      'none',
      'true',
      '0.5',
      'a: b',
      'a #b',
      '- x',
      '',
      ' ',
      'openai/gpt-4.1',
      'a,b',
      '[',
      'null',
      '가 나',
    ),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

test('any value is read back from its flow style', () => {
  fc.assert(fc.property(value, (written) => void expect(parse(toFlowYaml(written))).toEqual(written)));
});

test('any value set in a map is read back, and the other keys stay', () => {
  const key = fc.constantFrom('prompt', 'persona', 'temperature', 'repeats', 'seed', '새 키');
  fc.assert(
    fc.property(key, value, (name, written) => {
      expect(parse(setYamlKey(BODY, name, written))).toEqual({ ...parse(BODY), [name]: written });
    }),
  );
});

describe('a list of maps', () => {
  const BODY =
    'prompt: ask\nexclude: # few\n  - { persona: chef, temperature: 1.5 } # too wild\n  - {model: a/b}\nrepeats: 2';

  it('is written one item a line, and items that stay keep their bytes', () => {
    expect(
      setYamlList('prompt: ask', 'exclude', [{ persona: 'chef' }, { model: 'a/b', temperature: [1, 2] }]),
    ).toBe('prompt: ask\nexclude:\n  - { persona: chef }\n  - { model: a/b, temperature: [1, 2] }');
    const after = setYamlList(BODY, 'exclude', [{ persona: 'chef', temperature: 1.5 }, { persona: 'poet' }]);
    expect(after).toBe(
      'prompt: ask\nexclude:\n  - { persona: chef, temperature: 1.5 } # too wild\n  - { persona: poet }\nrepeats: 2',
    );
  });

  it('is taken out where nothing is in it, and written over where it stood on one line', () => {
    expect(setYamlList(BODY, 'exclude', [])).toBe('prompt: ask\nrepeats: 2');
    expect(setYamlList('exclude: [{ persona: chef }]\nrepeats: 2', 'exclude', [{ persona: 'poet' }])).toBe(
      'exclude:\n  - { persona: poet }\nrepeats: 2',
    );
    expect(setYamlList('exclude: { persona: chef }\n', 'exclude', [{ persona: 'poet' }])).toBe(
      'exclude:\n  - { persona: poet }\n',
    );
  });
});
