import { expect, test } from 'vitest';
import type { ModelEstimate } from '../../src/core/estimate.ts';
import { ASK_ABOVE_USD, toAskFirst, type RunToAsk } from '../../src/workbench/ask-first.ts';

const range = (high: number) => ({ low: high / 2, high });

const ofModel = (costUsd: number | null): ModelEstimate => ({
  model: 'lab/one',
  calls: 10,
  skipped: 0,
  stored: 0,
  inputTokens: range(100),
  outputTokens: range(100),
  costUsd: costUsd === null ? null : range(costUsd),
  priceAsOf: null,
  learntFrom: 0,
  counted: 0,
});

const ask = (more: Partial<RunToAsk>, costs: (number | null)[]): string | null => {
  const known = costs.reduce<number | null>(
    (sum, cost) => (sum === null || cost === null ? null : sum + cost),
    0,
  );
  const estimate = {
    calls: 10 * costs.length,
    costUsd: known === null ? null : range(known),
    byModel: costs.map(ofModel),
  };
  const nothing = { mode: 'missing', budgetUsd: null, askAboveUsd: null, krwPerUsd: null } as const;
  return toAskFirst({ ...nothing, estimate, ...more })?.text.en ?? null;
};

test('a run that costs little is not asked about, one that may cost more than the bound is', () => {
  expect(ask({}, [0])).toBeNull();
  expect(ask({}, [ASK_ABOVE_USD])).toBeNull();
  expect(ask({}, [0.6, 0.6])).toBe('This sends 20 calls, for up to about $1.20. Run it?');
});

test('the bound is the configuration’s, and 0 asks about whatever costs anything', () => {
  expect(ask({ askAboveUsd: 5 }, [4])).toBeNull();
  expect(ask({ askAboveUsd: 0 }, [0.01])).not.toBeNull();
  expect(ask({ askAboveUsd: 0 }, [0])).toBeNull();
});

test('a limit of the run is the most that it may cost', () => {
  expect(ask({ budgetUsd: 0.5 }, [2_000])).toBeNull();
  expect(ask({ budgetUsd: 20 }, [2_000])).toContain('$20');
});

test('where a price is unknown, what is known counts', () => {
  expect(ask({}, [null])).toBeNull();
  expect(ask({}, [2, null])).toBe(
    'This sends 20 calls, for up to about $2.00, and what is of unknown price besides. Run it?',
  );
});

test('to make paid answers anew is asked about whatever it costs', () => {
  expect(ask({ mode: 'all' }, [0.01])).toContain('10 calls again');
  expect(
    ask({ mode: 'all', estimate: { calls: 1, costUsd: range(0.01), byModel: [ofModel(0.01)] } }, []),
  ).toContain('This sends 1 call again');
  expect(ask({ mode: 'all' }, [0])).toBeNull();
});

test('it is told in won too where there is a rate, and in Korean', () => {
  const asked = toAskFirst({
    mode: 'missing',
    estimate: { calls: 1_200, costUsd: range(3), byModel: [] },
    budgetUsd: null,
    askAboveUsd: null,
    krwPerUsd: 1400,
  });
  expect(asked?.text.ko).toBe(
    '호출 1,200개를 보냅니다. 예상 비용은 최대 약 $3.00 (₩4,200)입니다. 실행할까요?',
  );
});
