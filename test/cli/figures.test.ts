import { expect, test } from 'vitest';
import { formatClock, formatCount, formatDuration, formatRange } from '../../src/cli/figures.ts';

test('an unknown count is a question mark and never zero', () => {
  expect([formatCount(null), formatCount(0), formatCount(1234)]).toEqual(['?', '0', '1,234']);
});

test('a range whose ends read the same is one figure', () => {
  expect(formatRange({ low: 100, high: 2000 }, formatCount)).toBe('100–2,000');
  expect(formatRange({ low: 4, high: 4 }, formatCount)).toBe('4');
});

test('times read as people write them', () => {
  const times = [420, 12_340, 185_000, null];
  expect(times.map((ms) => formatDuration(ms, 'en'))).toEqual(['0.42s', '12.3s', '3:05', '-']);
  expect(times.map((ms) => formatDuration(ms, 'ko'))).toEqual(['0.42초', '12.3초', '3:05', '-']);
  expect([7000, 3_723_000].map(formatClock)).toEqual(['0:07', '1:02:03']);
});
