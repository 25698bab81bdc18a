import { expect, test } from 'vitest';
import type { RecordPackedTokens } from '../../../src/core/result-api.ts';
import { unpackTokens } from '../../../src/core/token-layout.ts';
import { collectEvents } from '../../workbench/collect-events.ts';
import { createVendor } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';
import type { SampleApp } from '../sample-app.ts';

async function openWithResults(): Promise<SampleApp> {
  const app = await openApp({ fetch: createVendor(() => '맛있어요 정말').fetch });
  const plan = await app.workbench.plan('tone.gamut.md', 'main');
  const signal = new AbortController().signal;
  await collectEvents((await app.workbench.start(plan, { mode: 'missing', signal })).events);
  return app;
}

test('a record comes with the exact request', async () => {
  const app = await openWithResults();
  const { json } = await askAsDocumented(app, '/api/records/{recordId}', '/api/records/1');
  expect(json).toMatchObject({
    recordId: 1,
    cacheSavingUsd: null,
    notebook: 'tone.gamut.md',
    trial: {
      request: {
        provider: 'openai',
        model: 'gpt-4.1-nano',
        messages: [
          { role: 'system', content: expect.any(String) },
          { role: 'user', content: '무엇을 먹을까요?' },
        ],
      },
    },
  });
});

test('tokens come one by one and in bulk, unknown records left out', async () => {
  const app = await openWithResults();
  const one = await askAsDocumented(app, '/api/records/{recordId}/tokens', '/api/records/2/tokens');
  expect(one.json).toMatchObject({
    recordId: 2,
    tokens: [{ token: '맛있어요 ', top: [{}, { token: '?' }] }, {}],
  });
  const many = await askAsDocumented(app, '/api/records/tokens', '/api/records/tokens', {
    method: 'POST',
    body: { ids: [3, 999, 1] },
  });
  expect(many.json.records.map(({ recordId }) => recordId)).toEqual([3, 1]);
  const path = '/api/records/tokens/packed';
  const packed = await askAsDocumented<{ records: RecordPackedTokens[] }>(app, path, path, {
    method: 'POST',
    body: { ids: [3, 999, 1] },
  });
  expect(
    packed.json.records.map(({ recordId, tokens }) => ({ recordId, tokens: tokens && unpackTokens(tokens) })),
  ).toEqual(many.json.records.map(({ recordId, tokens }) => ({ recordId, tokens })));
});

test('the request of a record, and of a trial that was not run, comes as programs without a key', async () => {
  const app = await openWithResults();
  const ofRecord = await askAsDocumented(app, '/api/records/{recordId}/code', '/api/records/1/code');
  expect(ofRecord.json.curl).toContain('chat/completions');
  expect(ofRecord.json.typescript).toContain('무엇을 먹을까요?');
  expect(ofRecord.json.python).toContain('os.environ["OPENAI_API_KEY"]');
  const fresh = await openApp();
  const { trials } = await fresh.workbench.plan('tone.gamut.md', 'main');
  const id = trials[0]?.trial.id ?? '';
  const template = '/api/notebooks/{name}/matrices/{matrix}/code';
  const path = '/api/notebooks/tone.gamut.md/matrices/main/code';
  const ofTrial = await askAsDocumented(fresh, template, `${path}?trial=${encodeURIComponent(id)}`);
  expect(ofTrial.json).toEqual(ofRecord.json);
  expect((await fresh.ask(`${path}?trial=nobody`)).status).toBe(404);
});

test.each([
  ['/api/records/999', 404],
  ['/api/records/999/code', 404],
  ['/api/records/999/tokens', 404],
  ['/api/records/0', 400],
  ['/api/records/x', 400],
])('%s is %i', async (path, status) => {
  const { ask } = await openApp();
  expect((await ask(path)).status).toBe(status);
});

test('too many at once are refused', async () => {
  const { ask } = await openApp();
  const body = { ids: Array.from({ length: 201 }, (_, index) => index + 1) };
  expect((await ask('/api/records/tokens', { method: 'POST', body })).status).toBe(400);
});
