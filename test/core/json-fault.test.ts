import { expect, test } from 'vitest';
import { readJson, type JsonFault } from '../../src/core/json-fault.ts';

function faultOf(text: string): JsonFault {
  const read = readJson(text);
  if ('value' in read) throw new Error(`${text} is JSON`);
  return read.fault;
}

test('every fault that the engine tells of has its Korean sentence', () => {
  const texts = [
    '',
    '{',
    '{"a":1',
    '{"a":tru}',
    '[1,]',
    '{"a":"x',
    '{"a" 1}',
    '{"a":1} x',
    'abc',
    '{"a":01}',
  ];
  texts.push('"\\x"', '"\t"', "{'a':1}", '{"a":1,}', '[1 2]', 'nul', '-', '1.', '1e', '"\\u12"', '["a" "b"]');
  for (const text of texts) {
    const { ko, en } = faultOf(text).text;
    expect(`${text} ${ko}`).toMatch(/[가-힣]/);
    expect(`${text} ${ko}`).not.toContain('JSON으로 읽을');
    expect(en).not.toMatch(/position|line 1|is not valid JSON/);
  }
});

test('a fault has its position where the engine knows it', () => {
  expect(faultOf('{"a" 1}')).toMatchObject({ position: 5, text: { en: "Expected ':' after property name" } });
  expect(faultOf('[1,]')).toEqual({
    position: null,
    text: { en: "Unexpected token ']'", ko: "']' 문자가 올 수 없는 곳입니다." },
  });
});

test('what is JSON is read', () => {
  expect(readJson('{"a":[1,null]}')).toEqual({ value: { a: [1, null] } });
});
