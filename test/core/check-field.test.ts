import { describe, expect, it, test } from 'vitest';
import {
  checkIdFault,
  checkValueFault,
  fromCheckTexts,
  fromCountField,
  fromScalarField,
  ignoresCase,
  toCheckTexts,
  toScalarField,
  withIgnoredCase,
} from '../../src/core/check-field.ts';
import { CHECK_TYPES, CHECK_TYPE_NAMES } from '../../src/core/check-type.ts';
import { CHECK_GROUPS, CHECK_WORDS, freeCheckId, newCheck, valueAs } from '../../src/core/check-words.ts';
import { schemaTextFault } from '../../src/core/editable-checks.ts';
import { parseNotebook } from '../../src/core/format.ts';
import type { Value } from '../../src/core/trial.ts';
import { toFlowYaml } from '../../src/core/yaml-edit.ts';

describe('a new check', () => {
  it('of any type is one that the format takes, and that its form finds nothing wrong with', () => {
    expect(CHECK_GROUPS.flatMap(({ types }) => types).toSorted()).toEqual(CHECK_TYPE_NAMES.toSorted());
    for (const type of CHECK_TYPE_NAMES) {
      const check = newCheck(type, [], true);
      expect(CHECK_TYPES[type].value.safeParse(check.value).success, type).toBe(true);
      expect(checkValueFault(check), type).toBeNull();
      const text = `\`\`\`assert for=m\n- ${toFlowYaml({ ...check })}\n\`\`\`\n`;
      expect(parseNotebook(text).cells[0]?.kind, type).toBe('assert');
    }
  });

  it('is called what no other is called', () => {
    expect(newCheck('json', ['json', 'json-2'], false).id).toBe('json-3');
    expect(freeCheckId('short-2', ['short', 'short-2'])).toBe('short-3');
  });

  it('of another type keeps the value where that type takes the same kind', () => {
    const check = { id: 'a', type: 'contains', value: ['x', 'y'] } as const;
    expect(valueAs({ ...check, value: [...check.value] }, 'not-contains', false)).toEqual(['x', 'y']);
    expect(valueAs({ ...check, value: [...check.value] }, 'max-sentences', false)).toBe(3);
  });
});

describe('what is wrong with a check', () => {
  it('is told for what the format would not take, and for nothing else', () => {
    const values: Value[] = [
      null,
      true,
      '',
      'x',
      '[',
      '(a+)+b\\1',
      '{{name',
      '{{name}}',
      -1,
      1.5,
      7,
      [],
      ['a', 'b'],
      { path: '' },
      { path: 'a', more: 1 },
      { type: 'object' },
    ];
    for (const type of CHECK_TYPE_NAMES)
      for (const value of values) {
        if (CHECK_WORDS[type].takes === 'nothing') continue;
        const text = `\`\`\`assert for=m\n- ${toFlowYaml({ id: 'a', type, value })}\n\`\`\`\n`;
        const isTaken = parseNotebook(text).cells[0]?.kind === 'assert';
        const fault = checkValueFault({ type, value });
        // An empty text is in every answer: the format lets it be, the form asks for more.
        const isEmptyText = CHECK_WORDS[type].takes === 'texts' && type !== 'equals' && value === '';
        expect(fault === null || isEmptyText, `${type} ${JSON.stringify(value)}`).toBe(isTaken);
      }
  });

  it('is told of its pattern and its id in words', () => {
    expect(checkValueFault({ type: 'regex', value: '[가' })?.en).toBe('a [ is never closed');
    expect(checkIdFault('두 낱말', [])?.en).toBe('letters, digits, _ and - only');
    expect(checkIdFault('short', ['short'])?.ko).toBe("'short'라는 검사가 이미 있습니다.");
    expect(checkIdFault('짧게', ['short'])).toBeNull();
  });

  it('is told of a schema with the line where it is', () => {
    expect(schemaTextFault('type: object\nrequired: [a]')).toBeNull();
    expect(schemaTextFault('{\n\t"type": "object"\n}')).toBeNull();
    expect(schemaTextFault('type: object\nrequired: [a')?.en).toMatch(/^line 2: /);
    expect(schemaTextFault('just words')?.en).toBe('write a JSON Schema such as type: object');
    expect(schemaTextFault('pattern: (a+)+$')?.en).toContain('could run forever');
  });
});

test('texts are one or several', () => {
  expect(toCheckTexts('a')).toEqual(['a']);
  expect(toCheckTexts([1, 'b', null])).toEqual(['1', 'b']);
  expect(fromCheckTexts(['a'])).toBe('a');
  expect(fromCheckTexts(['a', 'b'])).toEqual(['a', 'b']);
});

test('a number is written in digits', () => {
  expect(fromCountField(' 12 ')).toBe(12);
  for (const wrong of ['', '-1', '1.5', '1e3', '열']) expect(fromCountField(wrong)).toBeNull();
});

test('a value that is compared with is what it reads as, and says so', () => {
  for (const value of ['positive', '3', 3, true, null, 'true', ['a'], { a: 1 }, ' x', '"', ''])
    expect(fromScalarField(toScalarField(value))).toEqual(value);
  expect(toScalarField('3')).toBe('"3"');
  expect(toScalarField('좋음')).toBe('좋음');
});

test('capitals count in a pattern, or do not', () => {
  expect(withIgnoredCase('yes', true)).toBe('/yes/i');
  expect(withIgnoredCase('/yes/im', false)).toBe('/yes/m');
  expect(withIgnoredCase('/yes/i', false)).toBe('yes');
  expect(ignoresCase('/yes/mi')).toBe(true);
  expect(ignoresCase('a/b/i')).toBe(false);
});
