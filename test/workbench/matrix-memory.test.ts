import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseNotebook } from '../../src/core/format.ts';
import { openResults } from '../../src/store/results.ts';
import { MatrixMemory } from '../../src/workbench/matrix-memory.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createTrials } from '../fake/trial.ts';

function open(most: number) {
  const results = openResults(join(createTempFolder(), 'gamut.db'));
  onTestFinished(() => results.close());
  const memory = new MatrixMemory(results, { most });
  const notebook = parseNotebook('# One');
  let made = 0;
  const of = (matrixId: string, source = notebook) => {
    const expand = () => {
      made += 1;
      return { trials: createTrials(4), axes: [], problems: [] };
    };
    return memory.of({ identity: 'a', matrixId, notebook: source, settings: results }, expand);
  };
  return { of, countMade: () => made };
}

test('a matrix is multiplied out once while its notebook is the same', () => {
  const { of, countMade } = open(100);
  const first = of('main');
  expect(of('main')).toMatchObject({ expansion: first.expansion });
  expect(of('main').join).toBe(first.join);
  expect(countMade()).toBe(1);
  expect(of('main', parseNotebook('# One')).join).not.toBe(first.join);
});

test('no more trials are kept than so many; what was asked for longest ago goes first, the last one never', () => {
  const { of, countMade } = open(8);
  for (const id of ['a', 'b', 'a', 'c']) of(id);
  expect(countMade()).toBe(3);
  of('a');
  expect(countMade()).toBe(3);
  of('b');
  expect(countMade()).toBe(4);
  const small = open(2);
  small.of('a');
  small.of('a');
  expect(small.countMade()).toBe(1);
});
