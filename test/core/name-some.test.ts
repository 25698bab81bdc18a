import { expect, test } from 'vitest';
import { nameSome } from '../../src/core/name-some.ts';

test.each([
  [['lab/a'], 'lab/a', 'lab/a'],
  [['a', 'b', 'c'], 'a, b, c', 'a, b, c'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c and 2 more', 'a, b, c 외 2개'],
])('of %j the first three are named, and how many more there are', (names, en, ko) => {
  expect(nameSome(names)).toEqual({ en, ko });
});
