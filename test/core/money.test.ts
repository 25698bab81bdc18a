import { describe, expect, it } from 'vitest';
import {
  formatKrw,
  formatKrwRange,
  formatUsd,
  formatUsdFine,
  formatUsdRange,
  fromAmount,
  toAmount,
  toKrw,
} from '../../src/core/money.ts';

it('keeps a figure of small amounts and two decimals of others', () => {
  const amounts = [0, 0.00003, 0.0004, 0.0062, 0.012, 0.5, 1.234, 1234.5, -0.5];
  expect(amounts.map((usd) => formatUsd(usd, 'en'))).toEqual([
    '$0',
    '<$0.0001',
    '$0.0004',
    '$0.0062',
    '$0.012',
    '$0.50',
    '$1.23',
    '$1,234.50',
    '-$0.50',
  ]);
});

it('tells the smallest amounts apart where that is what they are for', () => {
  const amounts = [0, 0.00000412, 0.0000352, 0.0348, 0.5, 1.234];
  expect(amounts.map((usd) => formatUsdFine(usd, 'en'))).toEqual([
    '$0',
    '$0.00000412',
    '$0.0000352',
    '$0.0348',
    '$0.5',
    '$1.23',
  ]);
});

it('writes won without decimals unless they are all there is', () => {
  const amounts = [0, 0.003, 0.55, 3.456, 17, 1234.5];
  expect(amounts.map((krw) => formatKrw(krw, 'ko'))).toEqual([
    '₩0',
    '<₩0.01',
    '₩0.55',
    '₩3.5',
    '₩17',
    '₩1,235',
  ]);
});

it('has the plain dollar sign in Korean too', () => {
  expect(formatUsd(0.0004, 'ko')).toBe('$0.0004');
  expect(formatKrw(17, 'en')).toBe('₩17');
});

it('writes a range as the language does, and one amount where both ends look alike', () => {
  const range = { low: 0.0021, high: 0.0064 };
  expect(formatUsdRange(range, 'en')).toBe('$0.0021–$0.0064');
  expect(formatUsdRange(range, 'ko')).toBe('$0.0021~$0.0064');
  expect(formatKrwRange({ low: 2.9, high: 8.8 }, 'ko')).toBe('₩2.9~₩8.8');
  expect(formatUsdRange({ low: 0, high: 0 }, 'en')).toBe('$0');
});

it('keeps what is unknown unknown', () => {
  expect(formatUsd(null, 'en')).toBeNull();
  expect(formatKrw(null, 'ko')).toBeNull();
  expect(formatUsdRange(null, 'en')).toBeNull();
  expect(toKrw(null, 1380)).toBeNull();
  expect(toKrw(1, null)).toBeNull();
  expect(toKrw(0, 1380)).toBe(0);
  expect(toKrw(0.5, 1380)).toBe(690);
});

describe('an amount as a person gives it', () => {
  it('is dollars, or won by the rate where there is one', () => {
    expect(fromAmount(0.5, 'USD', 1400)).toBe(0.5);
    expect(fromAmount(700, 'KRW', 1400)).toBe(0.5);
    expect(fromAmount(700, 'KRW', null)).toBe(700);
    expect(toAmount(0.5, 'KRW', 1400)).toBe(700);
    expect(toAmount(0.123456, 'USD', 1400)).toBe(0.1235);
    expect(toAmount(0.5, 'KRW', null)).toBe(0.5);
  });
});
