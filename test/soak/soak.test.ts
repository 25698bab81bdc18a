import { expect, test } from 'vitest';
import { soak } from './soak-run.ts';

test.each([
  ['one process', 1, 7],
  ['two processes on one store', 2, 11],
])(
  'a run through faults and kills by %s ends with every trial done once, at the price that the server served',
  { timeout: 240_000 },
  async (_what, processes, seed) => {
    const report = await soak({ trials: 100, share: 0.25, kills: 2, seed, concurrency: 16, processes });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ done: report.trials, kills: 2 });
    expect(report.treated.size).toBeGreaterThan(10);
  },
);
