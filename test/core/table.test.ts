import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import type { RowContext } from '../../src/core/metric.ts';
import { shapeOf, toCsvColumns, toRow } from '../../src/core/row.ts';
import { csvChunks, toCsv, toTableShape } from '../../src/core/table.ts';
import type { ExportOptions } from '../../src/core/table.ts';
import { toTokenTable } from '../../src/core/token-table.ts';
import type { TrialRecord } from '../../src/core/trial.ts';
import { done, failed, skipped, toRecord, toToken, toUsage } from './sample-records.ts';

const GOLDEN = join(import.meta.dirname, '../../fixtures/csv');

/** FORMAT.md's columns, word for word, and those that have come since. */
const DOCUMENTED =
  `notebook, matrix, run_id, trial_id, repeat, prompt, persona, persona_name, provider, model, model_version, temperature, top_p,
max_tokens, frequency_penalty, presence_penalty, seed, <any other swept parameter>, var.<name>..., status,
finish_reason, response, input_tokens, output_tokens, cached_input_tokens, cache_write_tokens, reasoning_tokens,
cost_usd, cost_krw, cost_input_usd, cost_cached_input_usd, cost_cache_write_usd, cost_reasoning_usd, cost_output_usd,
cost_request_usd, price_as_of, queue_ms, ttft_ms, total_ms, output_tokens_per_s, attempts, cached, mean_logprob,
perplexity, min_token_logprob, mean_surprisal_bits, unsure_token_share, logprobs_kind, assert.<id>..., rating,
rating_note, starred, tags, error_kind, error_message, started_at, request_hash`.split(/,\s+/);

/** What gpt-4.1-nano costs, US dollars per million tokens. */
const NANO = { input: 0.1, cachedInput: 0.025, cacheWrite: 0.1, output: 0.4, reasoning: 0.4, request: 0 };

/** One record of every kind, with the texts that break naive CSV. */
const RECORDS: TrialRecord[] = [
  toRecord({
    variant: { temperature: 0.3, reasoning_effort: 'low', row: 'sleep' },
    params: { temperature: 0.3, reasoning_effort: 'low', max_tokens: 400, stop: ['###'] },
    vars: { id: 'sleep', name: '지민', question: '야근이 잦아\n저녁을 "거르고" 폭식해요.' },
    outcome: {
      ...done(
        {
          text: '된장국을 "먼저"\r\n끓이세요, 15분이면 됩니다.',
          tokens: [
            toToken('된장', -0.5, [
              ['된장', -0.5],
              ['고추장', -1.25],
            ]),
            toToken('국', -0.25, [['국', -0.25]]),
          ],
          logprobsKind: 'raw',
          usage: toUsage({ inputTokens: 212, outputTokens: 18, cachedInputTokens: 0, cacheWriteTokens: 0 }),
        },
        0.0000284,
      ),
      rates: NANO,
    },
  }),
  toRecord({
    variant: { temperature: 'default', reasoning_effort: 'low', row: 'sleep' },
    params: { reasoning_effort: 'low', max_tokens: 400 },
    vars: { id: 'sleep', name: '지민', question: '=1+1' },
    outcome: done({ text: '=HYPERLINK("http://evil")', finishReason: 'length' }, null),
    record: { queuedMs: 12.5, ttftMs: null },
  }),
  toRecord({
    variant: { temperature: 1.5, reasoning_effort: 'high', row: 'knee' },
    params: { temperature: 1.5, reasoning_effort: 'high', max_tokens: 400 },
    vars: { id: 'knee', name: '현우', question: '무릎이 아픈데 살을 빼고 싶어요.' },
    outcome: failed('Rate limit reached for gpt-4.1-nano, "slow down"', { partialText: '- 먼저' }),
    record: { attempts: 5, ttftMs: null, totalMs: 800 },
  }),
  toRecord({
    variant: { temperature: 0.7, reasoning_effort: 'high', row: 'knee' },
    params: { temperature: 0.7, reasoning_effort: 'high', max_tokens: 400 },
    vars: { id: 'knee', name: '현우', question: '무릎이 아픈데 살을 빼고 싶어요.' },
    outcome: skipped(),
    record: { runId: '', attempts: 0, ttftMs: null, totalMs: null, startedAt: '' },
  }),
  toRecord({
    variant: { temperature: 0.7, reasoning_effort: 'low', row: 'knee' },
    repeat: 2,
    params: { temperature: 0.7, reasoning_effort: 'low', max_tokens: 400 },
    vars: { id: 'knee', name: '현우', question: '무릎이 아픈데 살을 빼고 싶어요.' },
    outcome: { status: 'aborted', partialText: '' },
  }),
];

function context({ outcome }: TrialRecord): RowContext {
  const isDone = outcome.status === 'done';
  return {
    krwPerUsd: 1380,
    cached: isDone ? false : null,
    checks: { korean: isDone ? /[가-힣]/.test(outcome.completion.text) : null, short: isDone ? true : null },
  };
}

function expectGolden(name: string, options: ExportOptions): void {
  const text = toCsv(RECORDS, { context, ...options });
  const file = join(GOLDEN, name);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(file, text);
  }
  expect(text, 'run with UPDATE_GOLDEN=1 and read the difference').toBe(readFileSync(file, 'utf8'));
}

/** The first row, by column, cells as they are before they become text. */
function cellsOf(record: TrialRecord, known: RowContext = {}) {
  const shape = shapeOf([record], () => known);
  const row = toRow(record, shape, { context: known });
  return Object.fromEntries(toCsvColumns(shape).map((name, index) => [name, row[index]]));
}

describe('the tidy table', () => {
  it('has FORMAT.md’s columns in its order', () => {
    const columns = toCsvColumns({
      axes: ['effort'],
      vars: ['name', 'q'],
      checks: ['korean'],
      alternatives: 0,
    });
    const expected = DOCUMENTED.flatMap((name) => {
      if (name.startsWith('<')) return ['effort'];
      if (name.startsWith('var.')) return ['var.name', 'var.q'];
      return name.startsWith('assert.') ? ['assert.korean'] : [name];
    });
    expect(columns).toEqual(expected);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('is as it was, byte for byte', () => {
    expectGolden('tidy.csv', {});
    expectGolden('tidy-no-bom-messages.csv', { bom: false, messages: true });
    expectGolden('excel-ko.csv', { excel: true, locale: 'ko' });
  });

  it('has the parts of a cost, which add up to it', () => {
    const usage = toUsage({
      inputTokens: 212,
      outputTokens: 188,
      cachedInputTokens: 100,
      reasoningTokens: 88,
    });
    const rates = {
      input: 0.1,
      cachedInput: 0.025,
      cacheWrite: 0.1,
      output: 0.4,
      reasoning: 0.4,
      request: 0.005,
    };
    const paid = 0.0000112 + 0.0000025 + 0.0000352 + 0.00004 + 0.005;
    const cells = cellsOf(toRecord({ outcome: { ...done({ usage }, paid), rates } }));
    expect(cells).toMatchObject({
      cost_usd: 0.0050889,
      cost_input_usd: 0.0000112,
      cost_cached_input_usd: 0.0000025,
      cost_cache_write_usd: 0,
      cost_reasoning_usd: 0.0000352,
      cost_output_usd: 0.00004,
      cost_request_usd: 0.005,
    });
    const columns = Object.keys(cells).filter((name) => /^cost_.+_usd$/.test(name));
    expect(columns.reduce((sum, name) => sum + Number(cells[name]), 0)).toBeCloseTo(paid, 12);
    // A sum of which nobody knows how it comes about has none.
    expect(cellsOf(toRecord({ outcome: done({}, 0.0004) }))).toMatchObject({
      cost_usd: 0.0004,
      cost_input_usd: null,
      cost_output_usd: null,
    });
  });

  it('keeps 0 apart from unknown', () => {
    const free = cellsOf(toRecord({ outcome: done({ usage: toUsage({ outputTokens: 0 }) }, 0) }), {
      krwPerUsd: 1380,
    });
    expect(free).toMatchObject({
      output_tokens: 0,
      input_tokens: null,
      cost_usd: 0,
      cost_krw: 0,
      cost_input_usd: 0,
      queue_ms: 0,
    });
    expect(cellsOf(toRecord({ outcome: done({}, null) }), { krwPerUsd: 1380 })).toMatchObject({
      cost_usd: null,
      cost_krw: null,
      cost_input_usd: null,
      price_as_of: null,
      cached: null,
      mean_logprob: null,
      rating: null,
    });
  });

  it('has rows for failed, skipped and aborted trials that say why', () => {
    const rows = fromCsv(toCsv(RECORDS, { context })).rows;
    expect(rows.map(({ status, error_kind: kind }) => [status, kind])).toEqual([
      ['done', ''],
      ['done', ''],
      ['error', 'rate_limit'],
      ['skipped', 'skipped'],
      ['aborted', ''],
    ]);
    expect(rows[2]?.error_message).toBe('Rate limit reached for gpt-4.1-nano, "slow down"');
    expect(rows[2]?.response).toBe('- 먼저');
    expect(rows[3]?.error_message).toBe('this model takes no temperature');
  });

  it('has what was sent, so the level default is an empty cell', () => {
    expect(cellsOf(RECORDS[1] ?? toRecord())).toMatchObject({ temperature: null, reasoning_effort: 'low' });
  });

  it('has the provider and the vendor’s own name of the model', () => {
    const record = toRecord({ model: 'openrouter/openai/gpt-4.1-nano' });
    expect(cellsOf(record)).toMatchObject({ provider: 'openrouter', model: 'openai/gpt-4.1-nano' });
  });

  it('has the figures of a token list, at hand or not', () => {
    const tokens = [toToken('a', -0.12)];
    const whole = toRecord({ outcome: done({ tokens, logprobsKind: 'raw' }) });
    expect(cellsOf(whole)).toMatchObject({
      mean_logprob: -0.12,
      min_token_logprob: -0.12,
      logprobs_kind: 'raw',
    });
    const lean = toRecord({ outcome: done({ tokens: null, logprobsKind: 'raw' }) });
    expect(cellsOf(lean)).toMatchObject({ mean_logprob: null });
    expect(cellsOf(lean, { tokens })).toMatchObject({ mean_logprob: -0.12 });
    const logprobs = {
      meanLogprob: -0.12,
      perplexity: 1.1,
      minTokenLogprob: -0.12,
      unsureShare: 0,
      count: 1,
    };
    expect(cellsOf(lean, { logprobs })).toMatchObject({ mean_logprob: -0.12, perplexity: 1.1 });
  });

  it('has ratings and checks where they are known', () => {
    const said = { rating: 4, ratingNote: '좋아요', starred: true, tags: ['따뜻함', 'too long'] };
    const known = { ...said, checks: { short: false, json: null } };
    expect(cellsOf(toRecord(), known)).toMatchObject({
      rating: 4,
      rating_note: '좋아요',
      starred: true,
      tags: '따뜻함, too long',
      'assert.short': false,
      'assert.json': null,
    });
  });

  it('writes levels with parts as JSON, and renames a parameter that has a column’s name', () => {
    const format = { type: 'json_object' };
    const record = toRecord({
      variant: { response_format: format, status: 'x' },
      params: { response_format: format, status: 'x' },
    });
    expect(cellsOf(record)).toMatchObject({
      response_format: '{"type":"json_object"}',
      status: 'done',
      'param.status': 'x',
    });
  });

  it('tells the rows of a dataset without ids apart', () => {
    const record = toRecord({ variant: { row: 'row-2' }, vars: { question: 'why?' } });
    expect(cellsOf(record)).toMatchObject({ 'var.id': 'row-2', 'var.question': 'why?' });
  });

  it('has the columns of the matrix though nothing of it was run', () => {
    const shape = toTableShape({
      axes: ['prompt', 'persona', 'model', 'temperature', 'logit_bias', 'row'].map((name) => ({
        name,
        levels: [],
      })),
    });
    expect(shape).toEqual({ axes: ['logit_bias'], vars: [], checks: [], alternatives: 0 });
    expect(fromCsv(toCsv([], { shape }))).toEqual({ columns: toCsvColumns(shape), rows: [] });
  });

  it('comes in chunks, the header before any record is asked for', () => {
    let asked = 0;
    function* records() {
      for (let repeat = 1; repeat <= 450; repeat++) {
        asked++;
        yield toRecord({ repeat });
      }
    }
    const shape = shapeOf([toRecord()]);
    const chunks = csvChunks(records(), shape);
    const first = chunks.next().value ?? '';
    expect(first.startsWith('\uFEFFnotebook,matrix,')).toBe(true);
    expect(asked).toBe(0);
    const second = chunks.next().value ?? '';
    expect(asked).toBeLessThan(450);
    const text = first + second + [...chunks].join('');
    expect(fromCsv(text).rows.map((row) => row.repeat)).toEqual(
      Array.from({ length: 450 }, (_, i) => `${i + 1}`),
    );
  });
});

describe('for Excel', () => {
  it('defuses text that would run, and leaves numbers numbers', () => {
    const record = toRecord({
      outcome: done({ text: '=1+1', tokens: [toToken('a', -0.12)] }),
      vars: { a: '+82 10', b: '-', c: '@home', d: '\tx', e: '안전', f: "'=1" },
    });
    const [row] = fromCsv(toCsv([record], { excel: true })).rows;
    expect(row).toMatchObject({
      response: "'=1+1",
      mean_logprob: '-0.12',
      'var.a': "'+82 10",
      'var.b': "'-",
      'var.c': "'@home",
      'var.d': "'\tx",
      'var.e': '안전',
      'var.f': "''=1",
    });
    expect(fromCsv(toCsv([record], { excel: true }), { excel: true }).rows[0]).toEqual(
      fromCsv(toCsv([record])).rows[0],
    );
  });

  it('leaves the plain export as it is', () => {
    const [row] = fromCsv(toCsv([toRecord({ outcome: done({ text: '=1+1' }) })])).rows;
    expect(row?.response).toBe('=1+1');
  });
});

describe('the wide table', () => {
  it('is as it was, byte for byte', () => {
    expectGolden('wide-temperature.csv', { wide: 'temperature' });
  });

  it('has a column for each level of one axis and a row for the rest', () => {
    const records = ['chef', 'none'].flatMap((persona) =>
      [0.3, 1.5].map((temperature) =>
        toRecord({ variant: { persona, temperature }, outcome: done({ text: `${persona} ${temperature}` }) }),
      ),
    );
    const { rows } = fromCsv(toCsv(records, { wide: 'temperature' }));
    expect(rows).toMatchObject([
      {
        persona: 'chef',
        model: 'openai/gpt-4.1-nano',
        'temperature=0.3': 'chef 0.3',
        'temperature=1.5': 'chef 1.5',
      },
      { persona: 'none', 'temperature=0.3': 'none 0.3', 'temperature=1.5': 'none 1.5' },
    ]);
    const byPersona = fromCsv(toCsv(records, { wide: 'persona' }));
    expect(byPersona.columns.slice(-2)).toEqual(['persona=chef', 'persona=none']);
    expect(byPersona.rows).toHaveLength(2);
    expect(byPersona.columns).not.toContain('persona_name');
  });

  it('says what a persona is called beside its id', () => {
    const named = (record: TrialRecord) => ({ ...context(record), personaName: '셰프' });
    const { columns, rows } = fromCsv(toCsv(RECORDS, { context: named, wide: 'temperature' }));
    expect(columns.slice(3, 5)).toEqual(['persona', 'persona_name']);
    expect(rows[0]).toMatchObject({ persona: 'chef', persona_name: '셰프' });
  });

  it('puts rows of a dataset side by side without their variables', () => {
    const records = ['a', 'b'].map((row) => toRecord({ variant: { row }, vars: { id: row, question: row } }));
    const { columns, rows } = fromCsv(toCsv(records, { wide: 'row' }));
    expect(rows).toHaveLength(1);
    expect(columns).not.toContain('var.question');
  });

  it('takes the innermost swept parameter where none is chosen', () => {
    expect(fromCsv(toCsv(RECORDS, { wide: true })).columns).toContain('reasoning_effort=low');
  });

  it('keeps the newest of several records of one place', () => {
    const [older, newer] = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'].map((startedAt, index) =>
      toRecord({ outcome: done({ text: `${index}` }), record: { startedAt } }),
    );
    const records = [newer ?? toRecord(), older ?? toRecord()];
    expect(fromCsv(toCsv(records, { wide: 'persona' })).rows).toMatchObject([{ 'persona=chef': '1' }]);
  });
});

describe('the token table', () => {
  it('is as it was, byte for byte', () => {
    expectGolden('tokens.csv', { tokens: true });
  });

  it('has a row for each entry with its alternatives, and none for records without', () => {
    const { rows } = fromCsv(toCsv(RECORDS, { tokens: true }));
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      trial_id: RECORDS[0]?.trial.id,
      position: '1',
      token: '된장',
      bytes: '[235,144,156,236,158,165]',
      logprob: '-0.5',
      rank: '1',
      top2_token: '고추장',
      top2_logprob: '-1.25',
    });
    expect(rows[1]).toMatchObject({ position: '2', top1_token: '국', top2_token: '' });
    expect(Number(rows[1]?.surprisal_bits)).toBeCloseTo(0.25 / Math.LN2, 12);
  });

  it('leaves a stand-in for very unlikely empty', () => {
    const record = toRecord({ outcome: done({ tokens: [toToken('a', -9999)] }) });
    const [row] = fromCsv(toCsv([record], { tokens: true })).rows;
    expect(row).toMatchObject({ token: 'a', logprob: '', probability: '', surprisal_bits: '', rank: '' });
  });
});

describe('CSV and back', () => {
  const awkward = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '"',
          '""',
          ',',
          '\r\n',
          '\n',
          '\r',
          '한글',
          '\uFEFF',
          '=',
          '+',
          '-',
          '@',
          '\t',
          "'",
          ' ',
          ';',
        ),
        fc.string({ unit: 'grapheme', maxLength: 3 }),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));

  it('gives every text back, plain and defused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(awkward, awkward, awkward), { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        (texts, excel, bom) => {
          const records = texts.map(([text, message, value], index) =>
            toRecord({
              repeat: index + 1,
              vars: { q: value },
              outcome: index % 2 ? failed(message, { partialText: text }) : done({ text }),
            }),
          );
          const { rows } = fromCsv(toCsv(records, { excel, bom }), { excel });
          expect(rows.map((row) => [row.response, row['var.q'], row.error_message])).toEqual(
            texts.map(([text, message, value], index) => [text, value, index % 2 ? message : '']),
          );
          expect(rows.map((row) => row.repeat)).toEqual(texts.map((_, index) => `${index + 1}`));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('gives column names back whatever they hold', () => {
    fc.assert(
      fc.property(fc.uniqueArray(awkward, { minLength: 1, maxLength: 4 }), (names) => {
        const vars = Object.fromEntries(names.map((name) => [name, 'x']));
        const { columns } = fromCsv(toCsv([toRecord({ vars })]));
        expect(columns.filter((name) => name.startsWith('var.'))).toEqual(
          Object.keys(vars).map((name) => `var.${name}`),
        );
      }),
    );
  });

  it('reads what a spreadsheet saved with other line ends', () => {
    const lines = 'a,b\n"x\r\ny",2\n';
    expect(fromCsv(lines).rows).toEqual([{ a: 'x\r\ny', b: '2' }]);
    expect(fromCsv('\uFEFFa,b\r1,"2\n3"').rows).toEqual([{ a: '1', b: '2\n3' }]);
  });

  it('says where a text is no CSV', () => {
    expect(() => fromCsv('a,b\r\n1,"2')).toThrow(/row \d+/);
  });
});

it('the README says of every column what it holds', () => {
  const [english = ''] = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8').split(
    /^## 한국어$/m,
  );
  const told = new Set([...english.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]));
  const shape = { axes: [], vars: [], checks: [], alternatives: 1 };
  const columns = [
    ...toCsvColumns(shape, { messages: true, standing: true }),
    ...toTokenTable([], shape, () => ({}), { standing: true }).columns,
  ];
  expect(columns.length).toBeGreaterThan(60);
  expect(columns.filter((name) => !told.has(name))).toEqual([]);
});
