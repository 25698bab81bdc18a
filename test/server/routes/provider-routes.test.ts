import { expect, test } from 'vitest';
import { createVendor, PLANTED_KEY } from '../../workbench/scripted-vendor.ts';
import { askAsDocumented } from '../conforms.ts';
import { openApp } from '../sample-app.ts';

test('the list tells which can be used, and no key', async () => {
  const app = await openApp();
  const { json, text } = await askAsDocumented(app, '/api/providers', '/api/providers');
  const find = (wanted: string) => json.providers.find(({ id }) => id === wanted);
  expect(find('sandbox')).toMatchObject({ ready: true, keyEnv: null });
  expect(find('openai')).toMatchObject({ ready: true, keyEnv: 'OPENAI_API_KEY', keySet: true, reason: null });
  expect(find('anthropic')).toMatchObject({
    ready: false,
    keySet: false,
    reason: { en: expect.any(String) },
  });
  expect(text).not.toContain(PLANTED_KEY);
});

test('models come from the server, or what is known with the reason', async () => {
  const app = await openApp({ fetch: createVendor().fetch });
  const route = '/api/providers/{provider}/models';
  const asked = await askAsDocumented(app, route, '/api/providers/openai/models');
  expect(asked.json).toMatchObject({ provider: 'openai', failure: null });
  expect(asked.json.models).toEqual(['gpt-4.1-nano', 'gpt-4o-mini']);
  const unready = await askAsDocumented(app, route, '/api/providers/anthropic/models');
  expect(unready.json.failure).toMatchObject({ kind: 'config' });
});

test('a try is told whichever way it goes', async () => {
  const route = '/api/providers/{provider}/test';
  const app = await openApp({ fetch: createVendor(() => 'hello').fetch });
  const body = { model: 'gpt-4.1-nano' };
  const good = await askAsDocumented(app, route, '/api/providers/openai/test', { method: 'POST', body });
  expect(good.json).toMatchObject({ ok: true, model: 'gpt-4.1-nano', text: 'hello' });
  const bad = await askAsDocumented(app, route, '/api/providers/anthropic/test', {
    method: 'POST',
    body: {},
  });
  expect(bad.json).toMatchObject({ ok: false, failure: { kind: 'config' } });
});

test('one that is not there is 404', async () => {
  const app = await openApp();
  for (const [method, path] of [
    ['GET', '/api/providers/nobody/models'],
    ['POST', '/api/providers/nobody/test'],
  ] as const) {
    const { status, json } = await app.ask(path, { method, ...(method === 'POST' ? { body: {} } : {}) });
    expect([status, json.error.kind]).toEqual([404, 'not_found']);
  }
});
