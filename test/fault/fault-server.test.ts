import { describe, expect, onTestFinished, test } from 'vitest';
import type { FailureKind } from '../../src/core/failure.ts';
import { costOf } from '../../src/core/price.ts';
import { createAnthropicProvider } from '../../src/providers/anthropic.ts';
import { createOpenAiProvider } from '../../src/providers/openai.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { ScriptedClock } from '../fake/clock.ts';
import { createRun, ofType } from '../fake/run.ts';
import { createTrial, createTrials } from '../fake/trial.ts';
import { createMix, FAULTS, ODDITIES, type Fault, type Treatment } from './fault.ts';
import { startFaultServer, type FaultServerOptions } from './fault-server.ts';

const PRICE = {
  model: 'p/*',
  input: 0.1,
  output: 0.4,
  asOf: '2026-11-01',
  cachedInput: null,
  cacheWrite: null,
};

/** How each fault must look to the engine. */
const KINDS: Record<Fault, FailureKind> = {
  '429': 'rate_limit',
  '429-seconds': 'rate_limit',
  '429-date': 'rate_limit',
  '429-ms': 'rate_limit',
  '500': 'server',
  '503': 'overloaded',
  '529': 'overloaded',
  reset: 'network',
  'reset-midway': 'truncated',
  truncated: 'truncated',
  garbage: 'malformed',
  stall: 'timeout',
  silence: 'timeout',
  html: 'malformed',
  'json-type': 'malformed',
  'error-event': 'server',
};

/** What has begun when the fault comes. */
const MIDWAY: readonly Treatment[] = ['reset-midway', 'truncated', 'garbage', 'stall', 'error-event'];

/** A server, a real provider that speaks to it, and the engine over both. Waiting takes no time. */
async function start(
  protocol: 'openai' | 'anthropic',
  script: FaultServerOptions['script'],
  { maxAttempts = 30, timeoutMs = 30_000 }: { maxAttempts?: number; timeoutMs?: number } = {},
) {
  const server = await startFaultServer({ script, retryAfterS: 7 });
  onTestFinished(() => server.stop());
  const provider: Provider =
    protocol === 'openai'
      ? createOpenAiProvider({ id: 'p', baseUrl: server.openaiUrl, apiKey: null, timeoutMs })
      : createAnthropicProvider({ id: 'p', baseUrl: server.anthropicUrl, apiKey: null, timeoutMs });
  const run = createRun(
    { p: provider },
    {
      clock: new ScriptedClock({ rushes: true }),
      limits: { concurrencyOf: () => 8, timeoutMs: null, maxAttempts },
      costOf: ({ model }, usage, modelVersion) =>
        costOf(usage, {
          provider: 'p',
          model,
          modelVersion,
          baseUrl: null,
          at: new Date('2026-11-01'),
          overrides: [PRICE],
        }),
    },
  );
  return { server, run };
}

const trial = createTrial({ request: { provider: 'p', model: 'm' } });

describe.each(['openai', 'anthropic'] as const)('over %s', (protocol) => {
  test.each(FAULTS)('a request met by %s is tried again, and pays for one answer', async (fault) => {
    const timeoutMs = fault === 'stall' || fault === 'silence' ? 400 : 30_000;
    const { server, run } = await start(protocol, ({ nth }) => (nth === 0 ? fault : 'well'), { timeoutMs });
    const events = await run.all([trial]);
    const [retrying] = ofType(events, 'trial-retrying');
    expect(retrying).toMatchObject({ attempt: 1 });
    const expected = protocol === 'anthropic' && fault === 'error-event' ? 'overloaded' : KINDS[fault];
    expect(retrying?.failure.kind).toBe(expected);
    const asks: Partial<Record<Fault, number>> = { '429-seconds': 7000, '429-date': 6000, '429-ms': 40 };
    if (fault in asks) expect(retrying?.waitMs).toBeGreaterThanOrEqual(asks[fault] ?? NaN);

    const [record] = run.saved;
    if (record?.outcome.status !== 'done') throw new Error(`ended as ${record?.outcome.status}`);
    const { completion, costUsd } = record.outcome;
    const served = server.books.served.get(completion.requestId ?? '');
    expect(completion.text).toBe(served?.text);
    expect(completion.usage).toMatchObject({
      inputTokens: served?.inputTokens,
      outputTokens: served?.outputTokens,
    });
    expect(costUsd).toBeCloseTo(served?.costUsd ?? NaN, 15);
    // The waits are told apart from the answer's own times.
    const waits = ofType(events, 'trial-retrying').reduce((sum, { waitMs }) => sum + waitMs, 0);
    expect(record).toMatchObject({ queuedMs: waits, totalMs: 0, ttftMs: 0 });
    expect(run.saved).toHaveLength(1);
  });

  test.each(MIDWAY)('what had come before %s is kept', async (fault) => {
    const timeoutMs = fault === 'stall' ? 400 : 30_000;
    const { run } = await start(protocol, () => fault, { maxAttempts: 1, timeoutMs });
    const events = await run.all([trial]);
    const [record] = run.saved;
    if (record?.outcome.status !== 'error') throw new Error(`ended as ${record?.outcome.status}`);
    expect(record.outcome.partialText).toMatch(/^[0-9a-f]{8}( 답\d+)+$/);
    // Anthropic tells the input with the first event.
    const inputTokens = protocol === 'anthropic' ? expect.any(Number) : null;
    expect(record.outcome).toMatchObject({ costUsd: null, usage: { inputTokens, outputTokens: null } });
    const shown = ofType(events, 'trial-delta').map(({ text }) => text);
    expect(shown.join('')).toBe(record.outcome.partialText);
  });

  test.each(ODDITIES)('an answer with %s is taken as it is, at once', async (oddity) => {
    const { server, run } = await start(protocol, () => oddity);
    await run.all([trial]);
    const [record] = run.saved;
    const [served] = server.books.served.values();
    expect(record).toMatchObject({
      attempts: 1,
      outcome: {
        status: 'done',
        completion: {
          text: served?.text,
          requestId: served?.id,
          usage: { inputTokens: served?.inputTokens, outputTokens: served?.outputTokens },
        },
      },
    });
    const costUsd = record?.outcome.status === 'done' ? record.outcome.costUsd : NaN;
    if (oddity === 'usage-missing') expect(costUsd).toBeNull();
    else expect(costUsd).toBeCloseTo(served?.costUsd ?? NaN, 15);
  });

  test('a request that is itself wrong is sent once', async () => {
    const { server, run } = await start(protocol, () => '400');
    await run.all([trial]);
    expect(run.saved).toMatchObject([
      { attempts: 1, outcome: { status: 'error', failure: { kind: 'bad_request' } } },
    ]);
    expect(server.books.asked).toHaveLength(1);
  });

  test('many requests through a mix of faults end each with the one answer that the server wrote down, or as broken too often', async () => {
    // Without those that hold a request up for real: the others take no time here.
    const kinds = [...FAULTS, ...ODDITIES].filter((kind) => kind !== 'stall' && kind !== 'silence');
    const { server, run } = await start(protocol, createMix(20_261_101, 0.5, kinds));
    const trials = createTrials(60, { provider: 'p', model: 'm' });
    await run.all(trials);
    expect(new Set(run.saved.map((record) => record.trial.id)).size).toBe(60);
    const ids = run.saved.flatMap(({ outcome }) =>
      outcome.status === 'done' ? [outcome.completion.requestId] : [],
    );
    // What may have been billed each time is not tried for ever; the others come through.
    const failed = run.saved.filter(({ outcome }) => outcome.status !== 'done');
    expect(failed.length).toBeLessThan(10);
    for (const { attempts, outcome } of failed) {
      expect(attempts).toBeGreaterThanOrEqual(3);
      expect(outcome).toMatchObject({ failure: { kind: expect.stringMatching(/^(malformed|truncated)$/) } });
    }
    expect(ids.toSorted()).toEqual([...server.books.served.keys()].toSorted());
    const costs = run.saved.map(({ outcome }) => (outcome.status === 'done' ? outcome.costUsd : 0));
    const sum = (list: (number | null)[]) => list.reduce<number>((all, one) => all + (one ?? 0), 0);
    expect(sum(costs)).toBeCloseTo(sum([...server.books.served.values()].map(({ costUsd }) => costUsd)), 12);
  });
});
