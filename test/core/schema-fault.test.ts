import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Validator, type Schema } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { runCheck } from '../../src/core/check.ts';
import { AROUND, toSchemaFault } from '../../src/core/schema-fault.ts';
import type { Value } from '../../src/core/trial.ts';

function tell(schema: unknown, json: unknown) {
  return toSchemaFault(new Validator(schema as Schema, '2020-12', false).validate(json).errors);
}

const CASES: [schema: unknown, json: unknown, ko: string, en: string][] = [
  [{ type: 'number' }, 'a', '기대한 형식: 숫자, 실제 형식: 문자열', 'expected a number, found text'],
  [{ type: ['integer', 'null'] }, true, '기대한 형식: 정수 또는 null', 'a whole number or null'],
  [{ const: '긍정' }, '부정', "기대한 값: '긍정'", "expected '긍정'"],
  [
    { enum: ['긍정', '부정', 3] },
    '중립',
    "다음 중 하나여야 합니다: '긍정', '부정', 3",
    "one of '긍정', '부정', 3",
  ],
  [{ not: { type: 'string' } }, 'a', '맞지 않아야 할 스키마(not)', '(not)'],
  [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 3, 'anyOf 가운데 어느 것에도', 'none of anyOf'],
  [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, 3, 'oneOf 가운데 어느 것에도', 'none of oneOf'],
  [{ oneOf: [{ type: 'number' }, { minimum: 1 }] }, 3, 'oneOf 가운데 2개에', 'fits 2 of oneOf'],
  [{ allOf: [{ type: 'string' }] }, 3, '기대한 형식: 문자열', 'expected text'],
  [{ if: false, else: { minimum: 5 } }, 3, '3 값이 너무 작습니다(5 이상)', 'at least 5'],
  [{ required: ['이름'] }, {}, "'이름' 항목이 없습니다.", "there is no '이름'"],
  [{ minProperties: 2 }, { a: 1 }, '항목이 2개 이상', 'fewer than 2'],
  [{ maxProperties: 1 }, { a: 1, b: 2 }, '항목이 1개 이하', 'more than 1'],
  [{ propertyNames: { pattern: '^a' } }, { b: 1 }, "항목 이름입니다: 'b'", "'b' is not allowed"],
  [{ dependentRequired: { a: ['b'] } }, { a: 1 }, "'a' 항목이 있으면 'b' 항목도", "'a' without 'b'"],
  [{ dependentSchemas: { a: { required: ['c'] } } }, { a: 1 }, "'c' 항목이 없습니다.", "no 'c'"],
  [{ dependencies: { a: ['b'] } }, { a: 1 }, "'a' 항목이 있으면 'b' 항목도", "'a' without 'b'"],
  [{ dependencies: { a: { required: ['c'] } } }, { a: 1 }, "'c' 항목이 없습니다.", "no 'c'"],
  [{ properties: { a: { type: 'string' } } }, { a: 1 }, 'a: 형식이 다릅니다', 'a: expected text'],
  [{ patternProperties: { '^a': { type: 'string' } } }, { ab: 1 }, 'ab: 형식이', 'ab: expected'],
  [{ additionalProperties: false }, { 여분: 1 }, '여분: 있으면 안 되는 항목', '여분: must not be there'],
  [{ unevaluatedProperties: false }, { 여분: 1 }, '여분: 있으면 안 되는', '여분: must not'],
  [{ maxItems: 1 }, [1, 2], '항목이 2개입니다(최대 1개)', '2 entries (at most 1)'],
  [{ minItems: 3 }, [1, 2], '항목이 2개입니다(최소 3개)', '2 entries (at least 3)'],
  [{ prefixItems: [{ type: 'string' }] }, [1], '[0]: 형식이', '[0]: expected'],
  [{ items: { type: 'string' } }, ['a', 1], '[1]: 형식이', '[1]: expected'],
  [{ items: [true], additionalItems: { type: 'null' } }, [1, 2], '[1]: 형식이', '[1]: expected null'],
  [{ unevaluatedItems: false }, [1], '[0]: 있으면 안 되는', '[0]: must not'],
  [{ contains: { type: 'string' } }, [], 'contains에 맞는 항목이 없습니다', 'no entry fits'],
  [{ contains: { type: 'string' } }, [1], 'contains에 맞는 항목이 없습니다', 'no entry fits'],
  [{ contains: true, minContains: 2 }, [1], '항목이 1개입니다', 'has 1 entries'],
  [{ contains: { minimum: 2 }, minContains: 2 }, [1, 2], '맞는 항목이 1개입니다(최소 2개)', '1 entries fit'],
  [{ contains: true, maxContains: 1 }, [1, 2], '맞는 항목이 2개입니다(최대 1개)', '2 entries fit'],
  [{ uniqueItems: true }, ['a', 'b', 'a'], '[0] 항목과 [2] 항목이 같습니다', '[0] and [2]'],
  [{ minimum: 1 }, 0.5, '0.5 값이 너무 작습니다(1 이상)', '(at least 1)'],
  [{ maximum: 1 }, 2, '2 값이 너무 큽니다(1 이하)', '(at most 1)'],
  [{ exclusiveMinimum: 1 }, 1, '1 값이 너무 작습니다(1 초과)', '(above 1)'],
  [{ exclusiveMaximum: 1 }, 1, '1 값이 너무 큽니다(1 미만)', '(below 1)'],
  [{ multipleOf: 2 }, 3, '3 값은 2의 배수가 아닙니다', 'multiple of 2'],
  [{ minLength: 3 }, '안녕', '2자입니다(최소 3자)', '2 characters (at least 3)'],
  [{ maxLength: 1 }, '안녕', '2자입니다(최대 1자)', '2 characters (at most 1)'],
  [{ pattern: '^a' }, 'b', '정규식(pattern)에 맞지 않습니다', 'the pattern'],
  [{ format: 'date' }, 'b', "'date' 형식이 아닙니다", "'date'"],
  [{ $ref: '#/$defs/x', $defs: { x: { type: 'string' } } }, 3, '기대한 형식: 문자열', 'expected text'],
  [
    { $recursiveAnchor: true, properties: { a: { $recursiveRef: '#' } }, type: 'object' },
    { a: 3 },
    'a: 형식이',
    'a: expected',
  ],
  [false, 3, '(전체): 있으면 안 되는', '(root): must not'],
];

describe('what of an answer does not fit its schema is said in both languages, with its place', () => {
  test.each(CASES)('%j %j', (schema, json, ko, en) => {
    const told = tell(schema, json);
    expect(told.ko).toContain(ko);
    expect(told.en).toContain(en);
    expect(told.ko).not.toMatch(/Instance|Array|Items|String|Property|subschema|조건에 맞지/);
  });
});

test('every keyword that the validator tells of is among these', () => {
  const source = readFileSync(
    createRequire(import.meta.url)
      .resolve('@cfworker/json-schema')
      .replace(/index\.js$/, 'validate.js'),
    'utf8',
  );
  const keywords = new Set([...source.matchAll(/keyword: '(\S+)'/g)].map((match) => match[1] ?? ''));
  expect(keywords.size).toBeGreaterThan(35);
  const told = new Set(
    CASES.flatMap(([schema, json]) =>
      new Validator(schema as Schema, '2020-12', false).validate(json).errors.map(({ keyword }) => keyword),
    ),
  );
  expect([...keywords].filter((keyword) => !told.has(keyword))).toEqual([]);
  for (const keyword of AROUND) expect(keywords).toContain(keyword);
});

test('the first place that does not fit is told, and how many more there are', () => {
  const schema = { required: ['a', 'b'], properties: { c: { items: { type: 'number' } } } };
  const told = tell(schema, { c: [1, 'x'] });
  expect(told.ko).toBe("(전체): 'a' 항목이 없습니다. (그 밖에 2건)");
  expect(told.en).toBe("(root): there is no 'a' (and 2 more)");
});

test('a place is written as a check of a field has it, names with marks too', () => {
  const schema = { properties: { '답/~변 1': { properties: { list: { items: { type: 'null' } } } } } };
  expect(tell(schema, { '답/~변 1': { list: [null, 1] } }).ko).toMatch(/^답\/~변 1\.list\[1\]: /);
});

test('a schema that cannot be used is told of without an engine’s words', () => {
  const detailOf = (value: Value, text = '{"a": 1}') =>
    runCheck({ id: 'x', type: 'json-schema', value }, { text, finishReason: 'stop' }, {});
  expect(detailOf({ $ref: '#/없음' })).toMatchObject({
    pass: null,
    detail: { ko: "쓸 수 없는 스키마입니다: $ref '#/없음'의 대상이 없습니다." },
  });
  expect(detailOf({ required: 3 }).detail.ko).toBe(
    '쓸 수 없는 스키마입니다: 값의 형식이 잘못된 키워드가 있습니다.',
  );
  expect(detailOf({ pattern: '[' }, '"a"').detail.ko).toBe(
    '쓸 수 없는 스키마입니다: pattern: [가 닫히지 않았습니다.',
  );
});
