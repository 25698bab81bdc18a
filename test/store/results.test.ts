import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { toFailure } from '../../src/core/failure.ts';
import { unknownUsage } from '../../src/core/trial.ts';
import type { Outcome, Rates, TokenLogprob, TrialRecord } from '../../src/core/trial.ts';
import { openResults, resultKey } from '../../src/store/results.ts';
import type { Results } from '../../src/store/results.ts';
import { createTempFolder } from '../fake/temp-folder.ts';
import { createCompletion, createRecord, createTrial, createTrials } from '../fake/trial.ts';

function open(options: { file?: string; now?: () => number } = {}): Results {
  const { file = join(createTempFolder(), '.gamut', 'gamut.db'), ...more } = options;
  const results = openResults(file, more);
  onTestFinished(() => results.close());
  return results;
}

function done(
  more: Partial<Parameters<typeof createCompletion>[0] & object> = {},
  costUsd: number | null = 0.001,
): Outcome {
  return {
    status: 'done',
    completion: createCompletion(more),
    costUsd,
    priceAsOf: costUsd === null ? null : '2026-01-01',
  };
}

const failed: Outcome = {
  status: 'error',
  failure: toFailure('rate_limit', '너무 잦습니다', { status: 429, requestId: 'req-7', retryAfterMs: 1500 }),
  partialText: '반쯤',
  usage: unknownUsage(),
  costUsd: null,
};
const rates: Rates = {
  input: 0.1,
  cachedInput: 0.025,
  cacheWrite: 0.1,
  output: 0.4,
  reasoning: 0.4,
  request: 0,
};
const aborted: Outcome = { status: 'aborted', partialText: '멈춘 데까지' };
const tokens: TokenLogprob[] = [
  {
    token: '반',
    bytes: [235, 176, 152],
    logprob: -0.5,
    top: [{ token: '안', bytes: [236, 149, 136], logprob: -1.25 }],
  },
  { token: '가', bytes: null, logprob: -2, top: [] },
];

function sample(outcome: Outcome): TrialRecord {
  const trial = createTrial({
    variant: {
      prompt: 'ask',
      persona: 'chef',
      temperature: 0.7,
      response_format: { type: 'json_object' },
      top_p: null,
    },
    repeat: 3,
    vars: { name: '지민', question: 'line\nbreak, "quotes" and \u0000' },
    request: { params: { temperature: 0.7, stop: ['\n'], seed: 42 } },
  });
  return createRecord({ trial, outcome, attempts: 2, queuedMs: 1234.5, ttftMs: null, totalMs: 87.25 });
}

describe('a record', () => {
  test.each<[string, Outcome]>([
    [
      'an answer',
      done({ reasoning: '음…', modelVersion: 'tiny-2026', requestId: 'req-1', rawFinishReason: null }),
    ],
    ['an answer with an unknown price and usage', done({ usage: unknownUsage() }, null)],
    ['an answer that cost nothing', done({}, 0)],
    ['an answer with text that needs care', done({ text: '줄\r\n바꿈\t"따옴표" \u0000 👩🏽‍🚀 <script>' })],
    ['a failure', failed],
    ['a stop', aborted],
    [
      'a stop of which the vendor has told something',
      { ...aborted, usage: { ...unknownUsage(), inputTokens: 9 }, costUsd: 0.5 },
    ],
    ['an answer with what its cost was reckoned at', { ...done(), rates } as Outcome],
    ['a failure that was billed', { ...failed, costUsd: 0.25, rates } as Outcome],
    [
      'a stop that was billed',
      { ...aborted, usage: { ...unknownUsage(), inputTokens: 9 }, costUsd: 0.25, rates } as Outcome,
    ],
    ['a trial that is skipped', { status: 'skipped', reason: { en: 'no logprobs', ko: 'logprobs 미지원' } }],
  ])('comes back as it was saved: %s', (_, outcome) => {
    const results = open();
    const record = sample(outcome);
    if (outcome.status === 'skipped') record.trial.skip = outcome.reason;
    const saved = results.save(record);
    expect(saved).toEqual({ ...record, recordId: 1, hasTokens: false });
    expect(results.byIds([1])).toEqual([saved]);
  });

  test('keeps its tokens apart, and gives them when asked', () => {
    const results = open();
    const saved = results.save(sample(done({ tokens, logprobsKind: 'raw' })));
    expect(saved).toMatchObject({
      hasTokens: true,
      outcome: { completion: { tokens: null, logprobsKind: 'raw' } },
    });
    expect(results.byIds([saved.recordId])).toEqual([saved]);
    expect(results.tokens(saved.recordId)).toEqual(tokens);
  });

  test('without tokens has none, which is not an empty list', () => {
    const results = open();
    expect(results.tokens(results.save(sample(done())).recordId)).toBeNull();
    const empty = results.save(sample(done({ tokens: [] })));
    expect(empty.hasTokens).toBe(true);
    expect(results.tokens(empty.recordId)).toEqual([]);
    expect(results.tokens(99)).toBeNull();
  });

  test('is there for another connection as soon as it is saved', () => {
    const results = open();
    const other = open({ file: results.file });
    const { recordId } = results.save(sample(done()));
    expect(other.byIds([recordId])).toHaveLength(1);
    expect(other.save(sample(done())).recordId).toBe(recordId + 1);
    expect(results.byIds([recordId + 1, 99, recordId]).map((summary) => summary.recordId)).toEqual([2, 1]);
  });

  test('may be saved with others, and each is as it would be alone', () => {
    const results = open();
    const records = [sample(done({ tokens, logprobsKind: 'raw' })), sample(failed), sample(done())];
    const saved = results.saveAll(records.map((record) => ({ record, mayBeBilled: false })));
    expect(saved.map(({ recordId }) => recordId)).toEqual([1, 2, 3]);
    expect(results.byIds([1, 2, 3])).toEqual(saved);
    expect([1, 2, 3].map((recordId) => results.tokens(recordId))).toEqual([tokens, null, null]);
    expect(results.saveAll([])).toEqual([]);
  });

  test('that cannot be saved leaves nothing of those that it was to be saved with', () => {
    const results = open();
    const good = { record: sample(done({ tokens })), mayBeBilled: false };
    const bad = { record: { ...sample(done()), attempts: 1.5 }, mayBeBilled: false };
    expect(() => results.saveAll([good, bad])).toThrow('cannot store REAL value');
    expect([...results.each()]).toEqual([]);
    expect(results.tokens(1)).toBeNull();
    expect(results.saveAll([good])).toMatchObject([{ recordId: 1 }]);
  });

  test('is there when the file is opened again', () => {
    const results = open();
    const saved = results.save(sample(failed));
    results.close();
    expect(open({ file: results.file }).byIds([1])).toEqual([saved]);
  });

  test.each(['variant', 'vars', 'status', 'finish_reason', 'rates'])(
    'that was damaged in %s is named, with its file',
    (column) => {
      const results = open();
      results.save(sample(done()));
      const raw = new DatabaseSync(results.file);
      raw.prepare(`UPDATE records SET ${column} = '{"cut'`).run();
      raw.close();
      expect(() => results.byIds([1])).toThrow(
        expect.objectContaining({
          kind: 'corrupt',
          text: {
            en: expect.stringContaining(`record 1, ${column}`),
            ko: expect.stringContaining(results.file),
          },
        }),
      );
    },
  );

  test('whose tokens were damaged is named', () => {
    const results = open();
    results.save(sample(done({ tokens })));
    const raw = new DatabaseSync(results.file);
    raw.exec(`UPDATE tokens SET blob = x'00ff'`);
    raw.close();
    expect(() => results.tokens(1)).toThrow(expect.objectContaining({ kind: 'corrupt' }));
  });

  test('keeps an equal request once', () => {
    const results = open();
    for (const trial of [
      createTrial({ repeat: 1 }),
      createTrial({ repeat: 2 }),
      createTrial({ repeat: 3 }),
    ]) {
      results.save(createRecord({ trial }));
    }
    const raw = new DatabaseSync(results.file);
    expect(raw.prepare('SELECT count(*) AS n FROM requests').get()).toMatchObject({ n: 1 });
    raw.close();
  });
});

describe('current', () => {
  const trial = createTrial();
  const key = { requestHash: trial.requestHash, repeat: 1 };
  const current = (results: Results): unknown => results.current([key]).get(resultKey(key))?.recordId;

  test('is the newest answer', () => {
    const results = open();
    results.save(createRecord({ trial }));
    results.save(createRecord({ trial }));
    expect(current(results)).toBe(2);
  });

  test('is the newest answer even where a later try failed', () => {
    const results = open();
    results.save(createRecord({ trial }));
    results.save(createRecord({ trial, outcome: failed }));
    expect(current(results)).toBe(1);
  });

  test('is the newest failure or stop where there is no answer', () => {
    const results = open();
    results.save(createRecord({ trial, outcome: failed }));
    results.save(createRecord({ trial, outcome: aborted }));
    expect(current(results)).toBe(2);
  });

  test('is of this very repeat', () => {
    const results = open();
    results.save(createRecord({ trial: { ...trial, repeat: 2 } }));
    expect(current(results)).toBeUndefined();
  });

  test('is found whichever notebook asked', () => {
    const results = open();
    results.save(createRecord({ trial, notebook: 'experiments/other.gamut.md' }));
    expect(current(results)).toBe(1);
  });

  test('of many thousand keys is found in one go, and keys without a record are missing', () => {
    const results = open();
    const trials = createTrials(5000);
    for (const one of trials.slice(0, 30)) results.save(createRecord({ trial: one }));
    const found = results.current(trials.map(({ requestHash, repeat }) => ({ requestHash, repeat })));
    expect([...found.values()].map((summary) => summary.trial.id).toSorted()).toEqual(
      trials
        .slice(0, 30)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(results.current([])).toEqual(new Map());
  });

  test('the history has all of them, newest first', () => {
    const results = open();
    results.save(createRecord({ trial }));
    results.save(createRecord({ trial, outcome: failed }));
    results.save(createRecord({ trial: { ...trial, repeat: 2 } }));
    expect(results.history(key).map(({ recordId }) => recordId)).toEqual([2, 1]);
  });
});

test('the latest of each trial of a matrix is found, whatever its request was', () => {
  const results = open();
  const before = createTrial({ request: { params: { temperature: 0.3 } } });
  const now = createTrial({ request: { params: { temperature: 0.9 } } });
  const other = createTrial({ variant: { prompt: 'other' } });
  expect(before.id).toBe(now.id);
  results.save(createRecord({ trial: before }));
  results.save(createRecord({ trial: now }));
  results.save(createRecord({ trial: now, outcome: failed }));
  results.save(createRecord({ trial: other, outcome: aborted }));
  results.save(createRecord({ trial: before, notebook: 'experiments/other.gamut.md' }));
  results.save(createRecord({ trial: { ...before, cellId: 'second' } }));
  expect(results.latestMarks('experiments/tone.gamut.md', 'main')).toEqual(
    new Map([
      [now.id, { recordId: 2, status: 'done' }],
      [other.id, { recordId: 4, status: 'aborted' }],
    ]),
  );
});

test('all records can be walked, oldest first, or those of a notebook, a matrix or a run', () => {
  const results = open();
  for (const [index, trial] of createTrials(505).entries()) {
    results.save(createRecord({ trial, runId: `run-${index % 2}`, notebook: index < 3 ? 'a' : 'b' }));
  }
  const ids = [...results.each()].map(({ recordId }) => recordId);
  expect(ids).toEqual(Array.from({ length: 505 }, (_, index) => index + 1));
  expect([...results.each({ notebook: 'a' })]).toHaveLength(3);
  expect([...results.each({ notebook: 'a', runId: 'run-0' })]).toHaveLength(2);
  expect([...results.each({ cellId: 'nothing' })]).toEqual([]);
});

describe('runs', () => {
  const start = (runId: string, startedAt: string, notebook = 'experiments/tone.gamut.md') => ({
    runId,
    notebook,
    cellId: 'main',
    mode: 'missing' as const,
    total: 3,
    startedAt,
  });

  test('a run tells how it ended and what came of it', () => {
    const results = open();
    results.book.start(start('run-1', '2026-03-01T09:00:00.000Z'), []);
    results.save(createRecord());
    results.save(createRecord({ outcome: done({}, null) }));
    results.save(createRecord({ outcome: failed }));
    results.save(createRecord({ outcome: aborted }));
    results.save(createRecord({ runId: 'run-2' }));
    results.book.end('run-1', { reason: 'stopped', finishedAt: '2026-03-01T09:01:00.000Z' });
    expect(results.runs()).toEqual([
      {
        ...start('run-1', '2026-03-01T09:00:00.000Z'),
        finishedAt: '2026-03-01T09:01:00.000Z',
        reason: 'stopped',
        budgetUsd: null,
        owner: expect.any(String),
        paidTwice: 0,
        done: 2,
        failed: 1,
        aborted: 1,
        costUsd: 0.001,
        unpriced: 1,
      },
    ]);
  });

  test('a run that was cut off has no end', () => {
    const results = open();
    results.book.start(start('run-1', '2026-03-01T09:00:00.000Z'), []);
    expect(results.runs()).toMatchObject([{ finishedAt: null, reason: null, done: 0, costUsd: 0 }]);
  });

  test('are listed newest first, for one notebook or all', () => {
    const results = open();
    results.book.start(start('run-1', '2026-03-01T09:00:00.000Z'), []);
    results.book.start(start('run-2', '2026-03-02T09:00:00.000Z', 'experiments/other.gamut.md'), []);
    results.book.start(start('run-3', '2026-03-02T09:00:00.000Z'), []);
    expect(results.runs().map(({ runId }) => runId)).toEqual(['run-3', 'run-2', 'run-1']);
    expect(results.runs('experiments/tone.gamut.md').map(({ runId }) => runId)).toEqual(['run-3', 'run-1']);
  });
});

test('what a model’s answers took is known from those it gave, the newest first', () => {
  const results = open();
  expect(results.newestAnswer('sandbox', 'tiny')).toBeNull();
  expect(results.usageOf('sandbox', 'tiny')).toEqual([]);
  for (const outputTokens of [1, 2, 3]) {
    results.save(createRecord({ outcome: done({ usage: { ...unknownUsage(), outputTokens } }) }));
  }
  const { recordId } = results.save(createRecord({ outcome: done({ usage: unknownUsage() }) }));
  results.save(createRecord({ outcome: failed }));
  const usage = results.usageOf('sandbox', 'tiny');
  expect(usage.map(({ outputTokens, inputTokens }) => [outputTokens, inputTokens])).toEqual([
    [3, null],
    [2, null],
    [1, null],
  ]);
  const { trial, notebook } = createRecord();
  const { cellId, request } = trial;
  expect(usage[0]).toMatchObject({ notebook, cellId, request, finishReason: 'stop' });
  expect(results.usageOf('sandbox', 'tiny', { limit: 2 }).map(({ outputTokens }) => outputTokens)).toEqual([
    3,
  ]);
  expect(results.newestAnswer('sandbox', 'tiny')).toBe(recordId);
  expect(results.usageOf('sandbox', 'other')).toEqual([]);
});
