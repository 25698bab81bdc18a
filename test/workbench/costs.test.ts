import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { costPartsOf } from '../../src/core/cost-parts.ts';
import { costOf } from '../../src/core/price.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import { parseConfig } from '../../src/providers/config.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { openResults } from '../../src/store/results.ts';
import { createRatesOfPaid } from '../../src/workbench/costs.ts';
import { createCompletion, createRecord, createTrial } from '../fake/trial.ts';

function rates(prices = '') {
  const { config } = parseConfig(prices);
  const sandboxOrigin = () => Promise.resolve('http://127.0.0.1:9');
  return createRatesOfPaid(config, createRegistry({ env: {}, config, sandboxOrigin }));
}

const usage = { ...unknownUsage(), inputTokens: 1000, outputTokens: 500, cacheWriteTokens: 400 };
const startedAt = '2026-11-01T12:00:00.000Z';
const claude = { provider: 'anthropic', model: 'claude-sonnet-4-5', modelVersion: null };

function paidFor(cacheTtl: '1h' | null): number {
  return costOf(usage, { ...claude, at: new Date(startedAt), cacheTtl })?.usd ?? Number.NaN;
}

describe('what an earlier answer was reckoned at', () => {
  test.each([null, '1h'] as const)('is found by what was paid, whatever cache was asked for: %s', (ttl) => {
    const costUsd = paidFor(ttl);
    const found = rates()({ ...claude, usage, costUsd, startedAt });
    expect(found?.cacheWrite).toBe(ttl === '1h' ? 6 : 3.75);
    expect(costPartsOf(usage, { costUsd, rates: found })).not.toBeNull();
  });

  test('is unknown where the price has changed since', () => {
    const prices = 'prices:\n  - { model: lab/*, input: 1, output: 4 }\n';
    const lab = { provider: 'lab', model: 'one', modelVersion: null, startedAt };
    const ratesOf = rates(prices);
    const plain = { ...usage, cacheWriteTokens: null };
    expect(ratesOf({ ...lab, usage: plain, costUsd: 0.003 })).toMatchObject({ input: 1, output: 4 });
    expect(ratesOf({ ...lab, usage: plain, costUsd: 0.0015 })).toBeNull();
    expect(ratesOf({ ...lab, usage: plain, costUsd: 0.003 })).toMatchObject({ input: 1, output: 4 });
  });

  test('is unknown for a model that nobody has a price of', () => {
    expect(
      rates()({ provider: 'mine', model: 'x', modelVersion: null, usage, costUsd: 1, startedAt }),
    ).toBeNull();
  });

  test('is in the record that the store reads, for what cost something and has none written down', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'gamut-costs-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const results = openResults(path.join(folder, 'gamut.db'), { ratesOfPaid: rates() });
    const trial = createTrial({ request: { provider: claude.provider, model: claude.model } });
    const save = (costUsd: number | null) =>
      results.save(
        createRecord({
          trial,
          startedAt,
          outcome: { status: 'done', completion: createCompletion({ usage }), costUsd, priceAsOf: null },
        }),
      ).recordId;
    const ids = [save(paidFor(null)), save(0), save(null)];
    const found = results.byIds(ids).map(({ outcome }) => 'rates' in outcome && outcome.rates?.input);
    expect(found).toEqual([3, false, false]);
    const measured = results.measured(ids.slice(0, 1))[0]?.outcome;
    expect(measured).toMatchObject({ rates: { cacheWrite: 3.75 } });
    results.close();
  });
});
