import { expect, test } from 'vitest';
import { soak } from './soak-run.ts';

test(
  'a run through faults and kills ends with every trial done once, at the price that the server served',
  {
    timeout: 240_000,
  },
  async () => {
    const report = await soak({ trials: 160, share: 0.25, kills: 3, seed: 7, concurrency: 24 });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ done: report.trials, kills: 3 });
    expect(report.treated.size).toBeGreaterThan(10);
  },
);
