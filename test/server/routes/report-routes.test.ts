import { expect, test } from 'vitest';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { ENV } from '../../workbench/sample-project.ts';
import { openApp } from '../sample-app.ts';

const PATH = '/api/notebooks/tone.gamut.md/report';

async function openWithResults() {
  const app = await openApp({ fetch: createVendor(() => '맛있어요 <b>정말</b>').fetch });
  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
  return app;
}

test('a report is one file to save, with every answer in it as text', async () => {
  const app = await openWithResults();
  const response = await app.ask(PATH, { method: 'POST', body: { charts: [] } });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-disposition')).toContain('tone.report.html');
  const html = response.text;
  expect(html.startsWith('<!doctype html>')).toBe(true);
  expect(html).toContain('맛있어요');
  expect(html).not.toContain('<b>');
});

test('a key that somebody wrote into a note does not leave with the report', async () => {
  const app = await openWithResults();
  const key = ENV.OPENAI_API_KEY;
  const { text, version } = await app.workbench.read('tone.gamut.md');
  await app.workbench.folder.write('tone.gamut.md', `${text}\n${key}\n`, { baseVersion: version });
  const { text: html } = await app.ask(PATH, { method: 'POST', body: {} });
  expect(html).not.toContain(key);
});

test('what was said of an answer is in the report, also once the answer is stale', async () => {
  const app = await openWithResults();
  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  const { requestHash, repeat } = plan.trials[0]?.trial ?? { requestHash: '', repeat: 1 };
  const said = { requestHash, repeat, starred: true, rating: 5, note: '<i>다시</i> 볼 것', tags: ['따뜻함'] };
  expect((await app.ask('/api/annotations', { method: 'PUT', body: said })).status).toBe(200);
  const report = async () => (await app.ask(PATH, { method: 'POST', body: {} })).text;
  const fresh = await report();
  for (const part of ['★', '5/5', '#따뜻함', '&lt;i&gt;다시&lt;/i&gt; 볼 것']) expect(fresh).toContain(part);
  expect(fresh.match(/class="remark"/g)).toHaveLength(1);

  const { text, version } = await app.workbench.read('tone.gamut.md');
  const edited = text.replace(/(```prompt[^\n]*\n)/, '$1또 ');
  expect(edited).not.toBe(text);
  await app.workbench.folder.write('tone.gamut.md', edited, { baseVersion: version });
  const stale = await report();
  expect(stale).toContain('class="card old"');
  expect(stale.match(/class="remark"/g)).toHaveLength(1);
});

test('a picture that is none is refused', async () => {
  const { ask } = await openApp();
  const chart = { cell: 1, title: 't', sentence: 's', picture: 'https://evil.example/a.png', table: null };
  expect((await ask(PATH, { method: 'POST', body: { charts: [chart] } })).status).toBe(400);
});
