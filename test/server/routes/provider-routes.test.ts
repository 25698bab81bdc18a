import { expect, test } from 'vitest';
import type { ProviderTestPlan } from '../../../src/core/api.ts';
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

test('what a try would send and cost is told beforehand, and nothing is sent', async () => {
  const app = await openApp({ fetch: () => Promise.reject(new Error('nothing may be sent')) });
  const route = '/api/providers/{provider}/test';
  const ask = (path: string) => askAsDocumented<ProviderTestPlan>(app, route, path);
  const { json } = await ask('/api/providers/openai/test?model=gpt-4.1-nano');
  expect(json).toMatchObject({ model: 'gpt-4.1-nano', text: 'Hello!', maxTokens: 16 });
  expect(json.usd).toBeGreaterThan(0);
  expect(json.usd).toBeLessThan(0.0001);
  expect((await ask('/api/providers/openai/test?model=nobody-knows-it')).json.usd).toBeNull();
  expect((await ask('/api/providers/sandbox/test?model=tiny')).json.usd).toBe(0);
});

test('a provider that is not ready says which line makes it so', async () => {
  const app = await openApp();
  const { json } = await askAsDocumented(app, '/api/providers', '/api/providers');
  const setupOf = (wanted: string) => json.providers.find(({ id }) => id === wanted)?.setup;
  expect(setupOf('openai')).toBeNull();
  expect(setupOf('anthropic')).toEqual({ file: 'env', line: 'ANTHROPIC_API_KEY=' });
  // It needs no key, but to be known to run.
  expect(setupOf('ollama')).toEqual({ file: 'env', line: 'OLLAMA_HOST=127.0.0.1:11434' });
  expect(setupOf('lmstudio')).toEqual({ file: 'config', line: 'providers:\n  - lmstudio\n' });
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
