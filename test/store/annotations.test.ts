import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openResults } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

const key = (requestHash: string, repeat = 1) => ({ requestHash, repeat });

function open(file = join(createTempFolder(), 'gamut.db')): Results {
  const results = openResults(file, { now: () => Date.UTC(2026, 10, 1) });
  onTestFinished(() => results.close());
  return results;
}

test('what is said of a result is added to what was said before, and is there when the file is opened again', () => {
  const file = join(createTempFolder(), 'gamut.db');
  const { annotations } = open(file);
  annotations.put(key('h1'), { starred: true, tags: ['따뜻함', 'long'] });
  annotations.put(key('h1'), { rating: 4, note: '"셰프"보다\n낫다' });
  const said = { starred: true, rating: 4, note: '"셰프"보다\n낫다', tags: ['따뜻함', 'long'] };
  expect(open(file).annotations.of([key('h1')])).toEqual(
    new Map([['h1:1', { requestHash: 'h1', repeat: 1, ...said }]]),
  );
});

test('repeats are told apart, and results of which nothing is said are missing', () => {
  const { annotations } = open();
  annotations.put(key('h1', 2), { rating: 1 });
  const found = annotations.of([key('h1', 1), key('h1', 2), key('h2', 2)]);
  expect([...found.keys()]).toEqual(['h1:2']);
});

test('a result of which all is taken back has no row', () => {
  const { annotations } = open();
  annotations.put(key('h1'), { starred: true, note: 'x' });
  expect(annotations.put(key('h1'), { starred: false, note: '' })).toMatchObject({
    starred: false,
    rating: null,
  });
  expect(annotations.of([key('h1')]).size).toBe(0);
});

test('thousands of results are asked for at once', () => {
  const { annotations } = open();
  const keys = Array.from({ length: 5000 }, (_, at) => key(`h${at}`));
  annotations.put(key('of another notebook'), { rating: 1 });
  for (const at of [0, 1999, 2000, 4999]) annotations.put(key(`h${at}`), { rating: 5 });
  expect([...annotations.of(keys).keys()].sort()).toEqual(['h0:1', 'h1999:1', 'h2000:1', 'h4999:1']);
});
