import { expect, test } from 'vitest';
import { runCheck, type CheckResult } from '../../src/core/check.ts';
import type { Check } from '../../src/core/notebook.ts';
import type { FinishReason, Value } from '../../src/core/trial.ts';

function resultOf(
  type: Check['type'],
  value: Value,
  text: string,
  vars: Record<string, string> = {},
  finishReason: FinishReason = 'stop',
): CheckResult {
  return runCheck({ id: 'x', type, value }, { text, finishReason }, vars);
}

function passes(...args: Parameters<typeof resultOf>): boolean | null {
  return resultOf(...args).pass;
}

test('patterns are found, or not', () => {
  expect(passes('regex', '[가-힣]{2,}', '안녕 x')).toBe(true);
  expect(passes('regex', '[가-힣]{3,}', '안녕 x')).toBe(false);
  expect(passes('regex', '/^YES$/im', 'no\nyes')).toBe(true);
  expect(passes('not-regex', String.raw`\d{3}-\d{4}`, 'call 010-1234')).toBe(false);
});

test('what was looked for is said, found or not', () => {
  expect(resultOf('regex', '[가-힣]{3,}', 'x').detail).toEqual({
    en: "nothing matches '[가-힣]{3,}'",
    ko: "일치하는 곳이 없습니다: 정규식 '[가-힣]{3,}'",
  });
  expect(resultOf('contains', ['안녕', '네'], '안녕').detail.ko).toBe("'네' 텍스트가 없습니다.");
  expect(resultOf('contains', '안녕', '안녕').detail.ko).toBe("'안녕' 텍스트가 있습니다.");
  expect(resultOf('not-contains', 'no', 'yes').detail.en).toBe("lacks 'no'");
});

test('a pattern that cannot be used is neither passed nor failed', () => {
  expect(resultOf('regex', '(', 'x')).toMatchObject({ pass: null });
  expect(passes('regex', '(?=x)y', 'x'.repeat(20_000))).toBeNull();
});

test('a variable in a pattern stands for its own characters', () => {
  expect(passes('regex', '^{{want}}$', 'a.b', { want: 'a.b' })).toBe(true);
  expect(passes('regex', '^{{want}}$', 'axb', { want: 'a.b' })).toBe(false);
  expect(resultOf('regex', '{{nope}}', 'x')).toMatchObject({
    pass: null,
    detail: { en: "variable 'nope' is not defined" },
  });
});

test('texts are contained all, or none, or equal one', () => {
  expect(passes('contains', ['a', '{{v}}'], 'a b', { v: 'b' })).toBe(true);
  expect(resultOf('contains', ['a', 'c'], 'a b')).toEqual({
    pass: false,
    detail: { en: "lacks 'c'", ko: "'c' 텍스트가 없습니다." },
  });
  expect(passes('not-contains', ['c', 'd'], 'a b')).toBe(true);
  expect(passes('not-contains', 'b', 'a b')).toBe(false);
  expect(passes('equals', ['긍정', '부정'], ' 부정\n')).toBe(true);
  expect(passes('equals', '긍정', '긍정.')).toBe(false);
});

test('characters are counted as people see them', () => {
  expect(passes('max-graphemes', 3, '가👨‍👩‍👧é')).toBe(true);
  expect(passes('max-graphemes', 2, '가👨‍👩‍👧é')).toBe(false);
  expect(passes('min-graphemes', 4, '가나다')).toBe(false);
});

test('sentences are counted in Korean and English', () => {
  expect(passes('max-sentences', 3, '안녕하세요. 확인 후 안내드리겠습니다! 잠시만요?')).toBe(true);
  expect(passes('max-sentences', 2, '안녕하세요. 확인 후 안내드리겠습니다! 잠시만요?')).toBe(false);
  expect(passes('max-sentences', 1, 'Dr. Kim paid 3.5 dollars.')).toBe(true);
});

test('what was counted is said, one as one', () => {
  const said = (...args: Parameters<typeof resultOf>) => resultOf(...args).detail;
  expect(said('max-sentences', 3, 'Yes.')).toEqual({ en: '1 sentence (bound 3)', ko: '1문장 (기준 3문장)' });
  expect(said('max-sentences', 1, 'Yes. No.').en).toBe('2 sentences (bound 1)');
  expect(said('min-graphemes', 5, '네').en).toBe('1 character (bound 5)');
  expect(said('max-graphemes', 1, '').en).toBe('0 characters (bound 1)');
  expect(said('max-graphemes', 1000, '가'.repeat(31_494))).toEqual({
    en: '31,494 characters (bound 1,000)',
    ko: '31,494자 (기준 1,000자)',
  });
});

test('JSON is JSON, and nothing around it', () => {
  expect(passes('json', null, ' {"a": 1}\n')).toBe(true);
  expect(resultOf('json', null, '```json\n{"a": 1}\n```')).toMatchObject({
    pass: false,
    detail: { en: 'not JSON: it stands in a code fence' },
  });
  expect(passes('json', null, '{"a": 1')).toBe(false);
});

test('JSON fits a schema, or the place that does not is told', () => {
  const schema = {
    type: 'object',
    required: ['label'],
    properties: { label: { enum: ['positive', 'negative'] }, score: { type: 'number', maximum: 1 } },
  };
  expect(passes('json-schema', schema, '{"label": "positive", "score": 0.9}')).toBe(true);
  const failed = resultOf('json-schema', schema, '{"label": "positive", "score": 2}');
  expect(failed.pass).toBe(false);
  expect(failed.detail.en).toContain('score');
  expect(passes('json-schema', schema, 'no')).toBe(false);
  expect(passes('json-schema', { $ref: '#/nowhere' }, '{}')).toBeNull();
});

test('a field of JSON is what it should be, a row’s label too', () => {
  const text = '{"label": "positive", "scores": [0.5, {"둘": true}]}';
  expect(passes('json-field', { path: 'label', equals: '{{want}}' }, text, { want: 'positive' })).toBe(true);
  expect(passes('json-field', { path: 'scores[0]', equals: 0.5 }, text)).toBe(true);
  expect(passes('json-field', { path: '$.scores.0', equals: '{{n}}' }, text, { n: '0.5' })).toBe(true);
  expect(passes('json-field', { path: 'scores[0]', equals: '0.5' }, text)).toBe(false);
  expect(passes('json-field', { path: 'scores[1]["둘"]', equals: true }, text)).toBe(true);
  expect(passes('json-field', { path: 'label' }, text)).toBe(true);
  expect(resultOf('json-field', { path: 'nope', equals: 1 }, text)).toMatchObject({
    pass: false,
    detail: { en: 'there is no nope' },
  });
});

test('the reason to stop is one of those wanted', () => {
  expect(passes('finish-reason', 'stop', 'x')).toBe(true);
  expect(passes('finish-reason', ['stop', 'refusal'], 'x', {}, 'length')).toBe(false);
});
