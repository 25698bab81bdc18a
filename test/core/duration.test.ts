import { expect, test } from 'vitest';
import { formatDuration, formatTiming } from '../../src/core/duration.ts';

test.each([
  [0, '0 ms', '0ms'],
  [840.4, '840 ms', '840ms'],
  [999.6, '1.0 s', '1.0초'],
  [2140, '2.1 s', '2.1초'],
  [9960, '10 s', '10초'],
  [12_300, '12 s', '12초'],
  [59_400, '59 s', '59초'],
  [59_600, '1:00', '1:00'],
  [185_000, '3:05', '3:05'],
])('%d ms is said as %s, in Korean as %s', (ms, english, korean) => {
  expect(formatDuration(ms, 'en')).toBe(english);
  expect(formatDuration(ms, 'ko')).toBe(korean);
});

test('two times have their unit once where it is the same', () => {
  expect(formatTiming(1200, 3400, 'en')).toBe('1.2 / 3.4 s');
  expect(formatTiming(1200, 3400, 'ko')).toBe('1.2 / 3.4초');
  expect(formatTiming(200, 900, 'ko')).toBe('200 / 900ms');
  expect(formatTiming(200, 1500, 'en')).toBe('200 ms / 1.5 s');
  expect(formatTiming(61_000, 185_000, 'en')).toBe('1:01 / 3:05');
  expect(formatTiming(5000, 65_000, 'ko')).toBe('5.0초 / 1:05');
});
