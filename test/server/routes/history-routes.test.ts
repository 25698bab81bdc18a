import { expect, test } from 'vitest';
import { fromCsv } from '../../../src/core/csv.ts';
import { replaceBody } from '../../../src/core/edit.ts';
import type { TrialHistory } from '../../../src/core/history.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { collectEvents } from '../../workbench/collect-events.ts';
import { NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';

const NAME = 'tone.gamut.md';
const MATRIX = `/api/notebooks/${NAME}/matrices/main`;
const ROUTE = '/api/notebooks/{name}/matrices/{matrix}/trials/{trialId}/history';

async function run(app: SampleApp, mode: 'missing' | 'all'): Promise<void> {
  const plan = await app.workbench.plan(NAME, 'main');
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode, signal })).events);
}

/** Two runs of all trials; the answers are numbered in the order in which they were made. */
async function openWithHistory(): Promise<SampleApp & { historyOf(trialId: string): Promise<TrialHistory> }> {
  let made = 0;
  const app = await openApp({ fetch: createVendor(() => `맛있어요 ${(made += 1)}`).fetch });
  await run(app, 'missing');
  await run(app, 'all');
  const historyOf = async (trialId: string): Promise<TrialHistory> =>
    (await askAsDocumented<TrialHistory>(app, ROUTE, `${MATRIX}/trials/${trialId}/history`)).json;
  return { ...app, historyOf };
}

const textOf = ({ record }: TrialHistory['records'][number]): string =>
  record.outcome.status === 'done' ? record.outcome.completion.text : '';

test('earlier results of a trial are told, and one of them is made current: for the page, the CSV and other tabs', async () => {
  const app = await openWithHistory();
  const trialId = (await app.ask(`${MATRIX}/results`)).json.trials[0]?.trialId ?? '';
  const before = await app.historyOf(trialId);
  expect(before.records).toHaveLength(2);
  const [newest, earlier] = before.records;
  if (!newest || !earlier) throw new Error('two records');
  expect(before).toMatchObject({ standing: 'done', recordId: newest.record.recordId, isChosen: false });

  const tab = app.hub.subscribe(null);
  await tab.next(0);
  const { recordId } = earlier.record;
  const chosen = await askAsDocumented(
    app,
    '/api/records/{recordId}/current',
    `/api/records/${recordId}/current`,
    { method: 'POST' },
  );
  expect(chosen.json).toEqual({ recordId, requestHash: before.requestHash, repeat: 1 });
  expect(await tab.next(0)).toContain('event: current-changed');
  tab.close();

  expect(await app.historyOf(trialId)).toMatchObject({ recordId, isChosen: true });
  expect((await app.ask(`${MATRIX}/rows`)).json.rows.recordId[0]).toBe(recordId);
  const shown = (await app.ask(`${MATRIX}/results`)).json.trials[0];
  expect(shown?.record?.recordId).toBe(recordId);
  const csv = fromCsv((await app.ask(`${MATRIX}/export.csv`)).text).rows;
  expect(csv.find((row) => row['trial_id'] === trialId)?.['response']).toBe(textOf(earlier));

  await run(app, 'all');
  const after = await app.historyOf(trialId);
  expect(after).toMatchObject({ isChosen: false, recordId: after.records[0]?.record.recordId });
  expect(after.records).toHaveLength(3);
});

test('after an edit the earlier results are told with what has changed, and the request as it is now', async () => {
  const app = await openWithHistory();
  const trialId = (await app.ask(`${MATRIX}/results`)).json.trials[0]?.trialId ?? '';
  const { json: file } = await app.ask(`/api/notebooks/${NAME}`);
  const chef = parseNotebook(file.text).cells.find((cell) => cell.kind === 'persona');
  if (!chef) throw new Error('no persona');
  await app.ask(`/api/notebooks/${NAME}`, {
    method: 'PUT',
    body: { text: replaceBody(NOTEBOOK, chef, '당신은 요리사입니다.'), baseVersion: file.version },
  });
  const history = await app.historyOf(trialId);
  expect(history.standing).toBe('stale');
  expect(history.request.messages[0]?.content).toBe('당신은 요리사입니다.');
  expect(history.records.map(({ isSameRequest, changed }) => [isSameRequest, changed?.en])).toEqual([
    [false, 'persona 셰프 changed, 1 line'],
    [false, 'persona 셰프 changed, 1 line'],
  ]);
});

test('a trial or record that is not there, and a record that is no answer, are refused with a reason', async () => {
  const app = await openWithHistory();
  const noTrial = await app.ask(`${MATRIX}/trials/none/history`);
  expect([noTrial.status, noTrial.json.error.kind]).toEqual([404, 'no_trial']);
  const noRecord = await app.ask('/api/records/999/current', { method: 'POST' });
  expect([noRecord.status, noRecord.json.error.kind]).toEqual([404, 'not_found']);
  const [plan] = (await app.workbench.plan(NAME, 'main')).trials;
  if (!plan) throw new Error('no trial');
  const { recordId } = app.workbench.results.save({
    recordId: 0,
    runId: 'r',
    notebook: 'notebooks/tone.gamut.md',
    trial: plan.trial,
    outcome: { status: 'aborted', partialText: '' },
    attempts: 1,
    queuedMs: 0,
    ttftMs: null,
    totalMs: null,
    startedAt: '2026-01-01T00:00:00.000Z',
  });
  const refused = await app.ask(`/api/records/${recordId}/current`, { method: 'POST' });
  expect([refused.status, refused.json.error.kind]).toEqual([422, 'no_answer']);
});
