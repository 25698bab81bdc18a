import { expect, it } from 'vitest';
import { groupDigits } from '../../src/core/group-digits.ts';

it('a number has a comma every three digits, and none below a thousand', () => {
  expect([0, 7, 999, 1000, 31_494, 1_234_567, -1000].map(groupDigits)).toEqual([
    '0',
    '7',
    '999',
    '1,000',
    '31,494',
    '1,234,567',
    '-1,000',
  ]);
});
