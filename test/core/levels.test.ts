import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRange, toRangeText } from '../../src/core/range.ts';
import { toLevels } from '../../src/core/levels.ts';

test('a range has exact decimals and both ends', () => {
  expect(parseRange('0 to 1.5 step 0.25')).toEqual({ levels: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5] });
  expect(parseRange('0 to 0.3 step 0.1')).toEqual({ levels: [0, 0.1, 0.2, 0.3] });
  expect(parseRange('0 to 1 step 0.4')).toEqual({ levels: [0, 0.4, 0.8] });
  expect(parseRange('1 to -1 step 1')).toEqual({ levels: [1, 0, -1] });
});

test('a range that leads nowhere, or is too long, is told of', () => {
  expect(parseRange('0 to 1')).toMatchObject({ text: { en: expect.stringContaining('no step') } });
  expect(parseRange('100~500')).toMatchObject({
    text: { ko: expect.stringContaining("'100부터 500까지 100씩' 또는 '100~500 step 100'처럼 쓰세요.") },
  });
  expect(parseRange('0 to 1 step 0')).toMatchObject({ text: { en: expect.stringContaining('never gets') } });
  expect(parseRange('0 to 1 step -1')).toMatchObject({ text: { en: expect.stringContaining('never gets') } });
  expect(parseRange('0 to 1 step 0.0000001')).toMatchObject({
    text: { en: expect.stringContaining('10000001') },
  });
  expect(parseRange('none')).toBeNull();
});

test.each([
  '0 ~ 1.5 step 0.25',
  '0~1.5 step 0.25',
  '0～1.5 step 0.25',
  '0〜1.5, step 0.25',
  '0 – 1.5 step 0.25',
  '0–1.5 by 0.25',
  '0 TO 1.5 STEP 0.25',
  '0~1.5 간격 0.25',
  '0~1.5 0.25씩',
  '0~1.5, 0.25 간격',
  '0부터 1.5까지 0.25씩',
  '0에서 1.5까지 0.25 간격으로',
])('%s is the range 0 to 1.5 step 0.25', (written) => {
  expect(toRangeText(written)).toBe('0 to 1.5 step 0.25');
  expect(parseRange(written)).toEqual(parseRange('0 to 1.5 step 0.25'));
});

test.each(['0~1.5', '0 – 1.5', '0부터 1.5까지'])(
  '%s lacks a step, and is told how to write one',
  (written) => {
    expect(parseRange(written)).toMatchObject({
      text: {
        en: expect.stringContaining("'0 to 1.5 step 0.1'"),
        ko: expect.stringContaining("'0부터 1.5까지 0.1씩' 또는 '0~1.5 step 0.1'"),
      },
    });
  },
);

test.each(['~', '0~', '~1', '0 1.5', '0-1', 'a~b', '0~1~2', '2024-01', '0~1 step', '0~1 step x'])(
  '%s is no range',
  (written) => {
    expect(toRangeText(written)).toBeNull();
    expect(parseRange(written)).toBeNull();
  },
);

test('a range below zero keeps its signs', () => {
  expect(toRangeText('-1~-0.5 step 0.25')).toBe('-1 to -0.5 step 0.25');
  expect(parseRange('-0.5~0.5 step 0.5')).toEqual({ levels: [-0.5, 0, 0.5] });
});

test('every level of a range is the shortest decimal there is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -500, max: 500 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 0, max: 4 }),
      (start, step, count, places) => {
        const show = (scaled: number): string => (scaled / 10 ** places).toFixed(places);
        const range = parseRange(`${show(start)} to ${show(start + step * count)} step ${show(step)}`);
        const expected = Array.from({ length: count + 1 }, (_, index) => Number(show(start + step * index)));
        expect(range).toEqual({ levels: expected.map((level) => level + 0) });
      },
    ),
  );
});

test('one value is no axis, a list of one is', () => {
  expect(toLevels('temperature', 0.7)).toMatchObject({ levels: [0.7], isAxis: false });
  expect(toLevels('temperature', [0.7])).toMatchObject({ levels: [0.7], isAxis: true });
  expect(toLevels('temperature', ['0 to 1 step 0.5', 1.5])).toMatchObject({ levels: [0, 0.5, 1, 1.5] });
  expect(toLevels('temperature', '0~1 step 0.5')).toMatchObject({ levels: [0, 0.5, 1], isAxis: true });
});

test('null and default are the level that sends nothing', () => {
  expect(toLevels('temperature', [null, 'default', 1])).toMatchObject({
    levels: ['default', 1],
    repeated: ['default'],
  });
});

test('a list of lists of stop texts sends several at once', () => {
  expect(toLevels('stop', ['a', ['b', 'c']])).toMatchObject({ levels: ['a', ['b', 'c']] });
});

test('a response format in one word is spelt out', () => {
  expect(toLevels('response_format', ['json_object', 'default'])).toMatchObject({
    levels: [{ type: 'json_object' }, 'default'],
  });
});

test('a level of the wrong type is named with its place in the list', () => {
  expect(toLevels('temperature', [0.3, 'hot'])).toEqual({
    ok: false,
    at: 1,
    text: {
      en: "temperature: expected a number from 0, not 'hot'",
      ko: "temperature: 'hot' 대신 0 이상의 숫자를 쓰세요.",
    },
  });
  expect(toLevels('seed', 1.5)).toMatchObject({ ok: false });
  expect(toLevels('max_tokens', 0)).toMatchObject({ ok: false });
  expect(toLevels('anything', Number.NaN)).toMatchObject({ ok: false });
  expect(toLevels('temperature', [])).toMatchObject({ ok: false });
});

test('a parameter that is not known takes anything', () => {
  expect(toLevels('min_tokens', [1, 'a', { b: true }])).toMatchObject({ levels: [1, 'a', { b: true }] });
});
