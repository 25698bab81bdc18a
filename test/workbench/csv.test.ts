import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fromCsv } from '../../src/core/csv.ts';
import type { CsvExport } from '../../src/workbench/csv.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { collectEvents } from './collect-events.ts';
import { createProject, NOTEBOOK, openProject } from './sample-project.ts';
import { createVendor } from './scripted-vendor.ts';

const NAME = 'tone.gamut.md';

async function run(
  workbench: Workbench,
  only: string[] = [],
  mode: 'missing' | 'all' = 'missing',
): Promise<void> {
  const plan = await workbench.plan(NAME, 'main', { only });
  const { events } = await workbench.start(plan, { mode, signal: new AbortController().signal });
  await collectEvents(events);
}

async function exportRows(workbench: Workbench, options: CsvExport = {}) {
  return fromCsv([...workbench.csv([await workbench.plan(NAME, 'main')], options)].join(''));
}

test('has a row a trial, with figures, checks and won', async () => {
  const root = createProject({
    'notebooks/tone.gamut.md': NOTEBOOK,
    'gamut.config.yaml': 'krw_per_usd: { rate: 1000, as_of: 2026-11-01 }\n',
  });
  const workbench = await openProject(root, { fetch: createVendor(() => '=SUM(A1), "좋아요"\nbye').fetch });
  await run(workbench);
  const { columns, rows } = await exportRows(workbench);
  expect(columns.slice(0, 5)).toEqual(['notebook', 'matrix', 'run_id', 'trial_id', 'repeat']);
  expect(columns).toContain('assert.polite');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatchObject({
    notebook: 'notebooks/tone.gamut.md',
    persona: 'chef',
    persona_name: '셰프',
    temperature: '0.3',
    status: 'done',
    response: '=SUM(A1), "좋아요"\nbye',
    'assert.polite': 'true',
    cached: 'false',
    mean_logprob: '-0.5',
    logprobs_kind: expect.any(String),
    seed: '',
  });
  expect(Number(rows[0]?.['cost_krw'])).toBeCloseTo(Number(rows[0]?.['cost_usd']) * 1000, 9);
});

test('tells the results of the newest run from those that were there before', async () => {
  const workbench = await openProject(createProject(), { fetch: createVendor().fetch });
  await run(workbench);
  await run(workbench, ['persona=chef'], 'all');
  const { rows } = await exportRows(workbench);
  expect(rows.map(({ persona, cached }) => [persona, cached])).toEqual([
    ['chef', 'false'],
    ['chef', 'false'],
    ['coach', 'true'],
    ['coach', 'true'],
  ]);
});

test('defuses formulas for spreadsheets, adds messages, lays out wide and by token', async () => {
  const workbench = await openProject(createProject(), { fetch: createVendor(() => '=1+1 = 2').fetch });
  await run(workbench);
  expect((await exportRows(workbench, { excel: true })).rows[0]?.['response']).toBe("'=1+1 = 2");
  const { rows } = await exportRows(workbench, { messages: true });
  expect(JSON.parse(rows[0]?.['messages'] ?? '')).toEqual([
    { role: 'system', content: '당신은 셰프입니다.' },
    { role: 'user', content: '무엇을 먹을까요?' },
  ]);
  expect((await exportRows(workbench, { wide: true })).columns).toEqual(
    expect.arrayContaining(['temperature=0.3', 'temperature=1.5']),
  );
  const tokens = await exportRows(workbench, { tokens: true });
  expect(tokens.rows).toHaveLength(4 * 3);
  expect(tokens.rows[0]).toMatchObject({ position: '1', token: '=1+1 ', top2_token: '?' });
});

test('has no answers to earlier requests unless they are asked for, and then tells them from the others', async () => {
  const root = createProject();
  const workbench = await openProject(root, { fetch: createVendor().fetch });
  await run(workbench);
  const [first] = (await workbench.plan(NAME, 'main')).trials;
  workbench.results.annotations.put(first?.trial ?? { requestHash: '', repeat: 1 }, { rating: 5 });
  writeFileSync(
    join(root, 'notebooks', NAME),
    NOTEBOOK.replace('당신은 셰프입니다.', '당신은 빠른 셰프입니다.'),
  );

  const plain = await exportRows(workbench);
  expect(plain.rows.map(({ persona }) => persona)).toEqual(['coach', 'coach']);
  expect(plain.columns).not.toContain('standing');
  const { columns, rows } = await exportRows(workbench, { stale: true, messages: true });
  expect(columns.slice(-3)).toEqual(['standing', 'stale_reason', 'messages']);
  expect(rows.map((row) => [row['persona'], row['standing'], row['stale_reason'], row['rating']])).toEqual([
    ['chef', 'stale', 'persona 셰프 changed, 1 line', '5'],
    ['chef', 'stale', 'persona 셰프 changed, 1 line', ''],
    ['coach', 'done', '', ''],
    ['coach', 'done', '', ''],
  ]);
  // What was sent then, and not what would be sent now.
  expect(rows[0]?.['messages']).toContain('당신은 셰프입니다.');
  const korean = await exportRows(workbench, { stale: true, locale: 'ko' });
  expect(korean.rows[0]?.['stale_reason']).toContain('1줄 바뀜');
  const tokens = await exportRows(workbench, { stale: true, tokens: true });
  expect(tokens.columns.at(-1)).toBe('standing');
  expect(new Set(tokens.rows.map((row) => row['standing']))).toEqual(new Set(['stale', 'done']));
});

test('begins with a byte order mark unless told not to', async () => {
  const workbench = await openProject(createProject(), { fetch: createVendor().fetch });
  const plans = [await workbench.plan(NAME, 'main')];
  expect([...workbench.csv(plans)].join('').charCodeAt(0)).toBe(0xfeff);
  expect([...workbench.csv(plans, { bom: false })].join('')).toMatch(/^notebook,/);
});

test('several matrices share one header', async () => {
  const second = NOTEBOOK.replace('id=main', 'id=other').replace(
    'temperature: [0.3, 1.5]',
    'reasoning_effort: [low, high]',
  );
  const files = { 'notebooks/tone.gamut.md': NOTEBOOK, 'notebooks/other.gamut.md': second };
  const workbench = await openProject(createProject(files), { fetch: createVendor().fetch });
  await run(workbench);
  const plans = [await workbench.plan(NAME, 'main'), await workbench.plan('other.gamut.md', 'other')];
  const { columns, rows } = fromCsv([...workbench.csv(plans)].join(''));
  expect(columns).toEqual(expect.arrayContaining(['reasoning_effort', 'assert.polite']));
  expect(rows.map(({ matrix, status }) => [matrix, status])).toEqual([
    ...Array.from({ length: 4 }, () => ['main', 'done']),
    ...Array.from({ length: 4 }, () => ['other', 'skipped']),
  ]);
});
