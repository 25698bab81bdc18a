import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ResultsPage, TrialRow } from '../../../src/core/result-api.ts';
import { fromCsv } from '../../../src/core/csv.ts';
import { fromColumns } from '../../../src/core/trial-row.ts';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';

const NAME = '하위/말투 비교.gamut.md';
const MATRIX = `/api/notebooks/${encodeURIComponent(NAME)}/matrices/main`;
const ROUTE = '/api/notebooks/{name}/matrices/{matrix}';

async function openWithResults(only: string[] = []): Promise<SampleApp> {
  const root = createProject({ [`notebooks/${NAME}`]: NOTEBOOK });
  const app = await openApp({ root, fetch: createVendor(() => '"맛있어요"\n=1').fetch });
  const plan = await app.workbench.plan(NAME, 'main', { only });
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
  return app;
}

describe('plan', () => {
  test('tells what there is to make, and what it would take', async () => {
    const app = await openWithResults(['persona=chef']);
    const { json } = await askAsDocumented(app, `${ROUTE}/plan`, `${MATRIX}/plan`);
    expect(json).toMatchObject({
      notebook: NAME,
      matrix: 'main',
      total: 4,
      counts: { done: 2, never: 2 },
      estimates: { missing: { calls: 2, stored: 2 }, all: { calls: 4 }, failed: { calls: 0 } },
      problems: [],
      runId: null,
    });
  });

  test('counts what waits for a key, by provider, with the variable that it would come from', async () => {
    const text = NOTEBOOK.replace('openai/gpt-4.1-nano', '[openai/gpt-4.1-nano, groq/llama, upstage/solar]');
    const app = await openApp({ root: createProject({ [`notebooks/${NAME}`]: text }) });
    const { json } = await askAsDocumented(app, `${ROUTE}/plan`, `${MATRIX}/plan`);
    expect(json.blocked).toMatchObject([
      {
        provider: 'groq',
        keyEnv: 'GROQ_API_KEY',
        count: 4,
        reason: { ko: expect.stringContaining('키가 없습니다') },
      },
      { provider: 'upstage', keyEnv: 'UPSTAGE_API_KEY', count: 4 },
    ]);
    expect(json.estimates.missing.calls).toBe(12);
  });

  test('takes one selection or several', async () => {
    const app = await openWithResults();
    expect((await app.ask(`${MATRIX}/plan?only=persona=chef`)).json.total).toBe(2);
    expect((await app.ask(`${MATRIX}/plan?only=persona=chef&only=temperature=0.3`)).json.total).toBe(1);
    const { status, json } = await app.ask(`${MATRIX}/plan?only=persona=cheff`);
    expect(status).toBe(422);
    expect(json.error).toMatchObject({ kind: 'bad_selection', message: expect.stringContaining('chef') });
  });

  test('of a matrix that is not there is 404, with the nearest one', async () => {
    const { ask } = await openWithResults();
    const { status, json } = await ask(MATRIX.replace('main', 'mian') + '/plan');
    expect(status).toBe(404);
    expect(json.error).toMatchObject({ kind: 'no_matrix', message: expect.stringContaining("'main'") });
  });
});

describe('count', () => {
  test('has nobody count where nobody can, and says so', async () => {
    const app = await openWithResults();
    const { json } = await askAsDocumented(app, `${ROUTE}/count`, `${MATRIX}/count`, { method: 'POST' });
    expect(json).toEqual({ different: 2, counted: 0, failure: null });
  });
});

describe('results', () => {
  test('come lean and page by page', async () => {
    const app = await openWithResults(['persona=chef']);
    const { json, text } = await askAsDocumented(app, `${ROUTE}/results`, `${MATRIX}/results`);
    expect(json).toMatchObject({ total: 4, offset: 0, limit: 1000 });
    expect(json.trials.map(({ standing }: { standing: string }) => standing)).toEqual([
      'done',
      'done',
      'never',
      'never',
    ]);
    expect(json.trials[0]).toMatchObject({
      variant: { persona: 'chef', temperature: 0.3 },
      repeat: 1,
      reason: null,
      record: {
        notebook: NAME,
        hasTokens: true,
        trial: { request: { provider: 'openai', params: { temperature: 0.3, top_logprobs: 2 } } },
        outcome: { status: 'done', completion: { text: '"맛있어요"\n=1', tokens: null } },
      },
    });
    expect(text).not.toContain('당신은 셰프입니다');
    const page = (await app.ask(`${MATRIX}/results?offset=1&limit=2`)).json;
    expect(page).toMatchObject({ total: 4, offset: 1, limit: 2 });
    expect(page.trials).toEqual(json.trials.slice(1, 3));
  });
});

describe('rows', () => {
  test('hold every trial in numbers, without its text', async () => {
    const app = await openWithResults(['persona=chef']);
    const { json, text } = await askAsDocumented(app, `${ROUTE}/rows`, `${MATRIX}/rows`);
    expect(json).toMatchObject({ total: 4, offset: 0, checks: ['polite'] });
    const rows: TrialRow[] = fromColumns(json);
    const full: ResultsPage = (await app.ask(`${MATRIX}/results`)).json;
    expect(rows).toHaveLength(4);
    for (const [at, row] of rows.entries()) {
      const { record, ...same } = full.trials[at] ?? { record: null };
      expect(row).toMatchObject(same);
      expect(row.recordId).toBe(record?.recordId ?? null);
      expect(row.figures?.totalMs ?? 0).toBeCloseTo(record?.totalMs ?? 0, 3);
    }
    expect(rows[0]).toMatchObject({ head: '"맛있어요" =1', textKey: rows[1]?.textKey });
    expect(text).not.toContain('당신은 셰프입니다');
    const page = (await app.ask(`${MATRIX}/rows?offset=1&limit=2`)).json;
    expect(fromColumns(page)).toEqual(rows.slice(1, 3));
  });

  test('come with the results that are seen first, where these are asked for', async () => {
    const app = await openWithResults(['persona=chef']);
    const { json } = await askAsDocumented(app, `${ROUTE}/rows`, `${MATRIX}/rows?first=1`);
    const full: ResultsPage = (await app.ask(`${MATRIX}/results`)).json;
    const byId = new Map(full.trials.map((trial) => [trial.trialId, trial]));
    expect(json.first).toHaveLength(4);
    for (const result of json.first) expect(result).toEqual(byId.get(result.trialId));
    expect((await app.ask(`${MATRIX}/rows`)).json.first).toEqual([]);
    expect((await app.ask(`${MATRIX}/rows?first=1&limit=2`)).json.first).toEqual([]);
  });

  test('say of each answer which checks it passed, and anew when the checks change', async () => {
    const app = await openWithResults(['persona=chef']);
    const file = join(app.root, 'notebooks', NAME);
    const before = readFileSync(file, 'utf8');
    const withChecks = (value: string) =>
      writeFileSync(
        file,
        `${before}\n\`\`\`assert for=main\n- { id: tasty, type: contains, value: '${value}' }\n\`\`\`\n`,
      );
    const checksOf = async () => {
      const { json } = await app.ask(`${MATRIX}/rows`);
      return [json.checks, json.rows.checks];
    };
    withChecks('맛있어요');
    expect(await checksOf()).toEqual([
      ['polite', 'tasty'],
      ['11', '11', '', ''],
    ]);
    withChecks('맛없어요');
    expect(await checksOf()).toEqual([
      ['polite', 'tasty'],
      ['10', '10', '', ''],
    ]);
    const { json: rows } = await app.ask(`${MATRIX}/rows`);
    const [first, , third] = rows.rows.trialId;
    const { json } = await askAsDocumented(app, `${ROUTE}/checks`, `${MATRIX}/checks?ids=${first},${third}`);
    expect(json.trials).toEqual([
      {
        trialId: first,
        outcomes: [
          { id: 'polite', pass: true, detail: expect.anything() },
          { id: 'tasty', pass: false, detail: { en: "lacks '맛없어요'", ko: expect.any(String) } },
        ],
      },
      { trialId: third, outcomes: [] },
    ]);
  });

  test('full results can be had of the trials that are named, in their order', async () => {
    const app = await openWithResults(['persona=chef']);
    const all: ResultsPage = (await app.ask(`${MATRIX}/results`)).json;
    const wanted = [all.trials[3], all.trials[0]];
    const ids = wanted.map((trial) => trial?.trialId).join(',');
    const { json } = await app.ask(`${MATRIX}/results?ids=${ids},0000000000000000`);
    expect(json.trials).toEqual(wanted);
  });
});

describe('export.csv', () => {
  test('is a file with a Korean name that reads back', async () => {
    const { ask } = await openWithResults();
    const { status, headers, text } = await ask(`${MATRIX}/export.csv`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="__ __.main.csv"; filename*=UTF-8''${encodeURIComponent('말투 비교.main.csv')}`,
    );
    const { rows } = fromCsv(text);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ persona: 'chef', response: '"맛있어요"\n=1', status: 'done' });
  });

  test('has a name of its own for each kind', async () => {
    const { ask } = await openWithResults();
    for (const kind of ['excel', 'messages', 'wide', 'tokens', 'stale']) {
      const { headers } = await ask(`${MATRIX}/export.csv?${kind}=1`);
      expect(headers.get('content-disposition')).toContain(`filename="__ __.main.${kind}.csv"`);
    }
  });

  test('does as it is asked', async () => {
    const { app } = await openWithResults();
    const download = async (query: string) => {
      const answer = await app.request(`http://127.0.0.1:4600${MATRIX}/export.csv?${query}`, {
        headers: { host: '127.0.0.1:4600' },
      });
      return Buffer.from(await answer.arrayBuffer()).toString('utf8');
    };
    expect(await download('')).toMatch(/^\uFEFFnotebook,/);
    expect(await download('bom=0')).toMatch(/^notebook,/);
    expect(fromCsv(await download('messages=1')).columns).toContain('messages');
    expect(fromCsv(await download('wide=1')).columns).toContain('temperature=0.3');
    expect(fromCsv(await download('tokens=1')).columns).toContain('top1_token');
    expect(fromCsv(await download('stale=1')).columns).toContain('stale_reason');
    expect(await download('stale=1&wide=1')).toContain('invalid_request');
    expect((await download('excel=perhaps')).slice(0, 20)).toContain('error');
  });
});
