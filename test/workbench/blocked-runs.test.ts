import { expect, test } from 'vitest';
import { parseConfig } from '../../src/providers/config.ts';
import { createRegistry } from '../../src/providers/registry.ts';
import { blockedOfRun } from '../../src/workbench/blocked-runs.ts';

const book = {
  missingProviders: () => [
    { provider: 'lab', count: 3 },
    { provider: 'anthropic', count: 2 },
    { provider: 'sandbox', count: 1 },
  ],
};

function registryOf(config: string) {
  return createRegistry({
    env: {},
    config: parseConfig(config).config,
    sandboxOrigin: () => Promise.resolve('http://127.0.0.1:1'),
  });
}

test('of the missing trials of a run those are told whose provider is gone or wants a key, with what to do', () => {
  const found = blockedOfRun(book, registryOf(''), 'run');
  expect(found).toMatchObject([
    { provider: 'lab', count: 3, keyEnv: null },
    { provider: 'anthropic', count: 2, keyEnv: 'ANTHROPIC_API_KEY' },
  ]);
  expect(found[0]?.reason.en).toContain('There is no provider lab any more.');
  expect(found[0]?.reason.ko).toContain('gamut.config.yaml');
});

test('a provider that is back holds nothing up', () => {
  const back = 'providers: [{ id: lab, kind: openai, base_url: "http://127.0.0.1:8000/v1" }]';
  expect(blockedOfRun(book, registryOf(back), 'run').map(({ provider }) => provider)).toEqual(['anthropic']);
});
