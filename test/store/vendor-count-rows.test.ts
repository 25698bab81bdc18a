import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

test('what a vendor has counted is there for the next process, and a newer count counts', () => {
  const file = join(createTempFolder(), '.gamut', 'gamut.db');
  const first = openResults(file);
  first.counts.keep([
    ['a', 12],
    ['b', 7],
  ]);
  first.counts.keep([['a', 13]]);
  first.close();
  const second = openResults(file);
  expect(second.counts.all()).toEqual(
    new Map([
      ['a', 13],
      ['b', 7],
    ]),
  );
  second.close();
});
