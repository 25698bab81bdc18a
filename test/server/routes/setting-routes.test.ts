import { expect, test } from 'vitest';
import { ScriptedClock } from '../../fake/clock.ts';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createProject, NOTEBOOK } from '../../workbench/sample-project.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';

test('settings are what the page needs, in the asker’s language', async () => {
  const root = createProject({
    'notebooks/tone.gamut.md': NOTEBOOK,
    'gamut.config.yaml': 'krw_per_usd: { rate: 1380, as_of: 2026-11-01 }\nconcurrency: many\n',
  });
  const app = await openApp({ root });
  const headers = { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' };
  const { json } = await askAsDocumented(app, '/api/settings', '/api/settings', { headers });
  expect(json).toEqual({
    version: '0.0.0-test',
    locale: 'ko',
    krwPerUsd: { rate: 1380, asOf: '2026-11-01' },
    notebooksDir: 'notebooks',
    storeFile: '.gamut/gamut.db',
    configFile: 'gamut.config.yaml',
    configProblems: [expect.objectContaining({ line: 2 })],
  });
});

test('spending is what was stored since local midnight', async () => {
  const clock = new ScriptedClock();
  const app = await openApp({ fetch: createVendor().fetch, clock });
  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  await collectEvents(
    (await app.workbench.start(plan, { mode: 'missing', signal: new AbortController().signal })).events,
  );
  const { json } = await askAsDocumented(app, '/api/spend', '/api/spend');
  expect(json.todayUsd).toBeGreaterThan(0);
  expect(json.unpriced).toBe(0);
  const since = new Date(json.since);
  expect([since.getHours(), since.getMinutes(), since.getSeconds()]).toEqual([0, 0, 0]);
  clock.advance(24 * 3_600_000);
  expect((await app.ask('/api/spend')).json.todayUsd).toBe(0);
});
