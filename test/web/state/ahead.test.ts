import { afterEach, expect, it, vi } from 'vitest';
import { endAhead, putAhead } from '../../../src/web/state/ahead.ts';
import { api } from '../../../src/web/state/api.ts';

afterEach(() => vi.unstubAllGlobals());

function stubServer(): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url);
    return { ok: true, json: async () => ({ notebooks: ['from the server'] }) };
  });
  return asked;
}

it('the first who asks gets what was asked for ahead of the page, everybody after them the server’s word', async () => {
  const asked = stubServer();
  putAhead('/notebooks', Promise.resolve({ notebooks: ['ahead'] }));
  expect(await api.notebooks()).toEqual({ notebooks: ['ahead'] });
  expect(asked).toEqual([]);
  expect(await api.notebooks()).toEqual({ notebooks: ['from the server'] });
  expect(asked).toEqual(['/api/notebooks']);
});

it('what nobody has taken by the first screen is let go of', async () => {
  const asked = stubServer();
  putAhead('/notebooks', Promise.resolve({ notebooks: ['ahead'] }));
  endAhead();
  await api.notebooks();
  expect(asked).toEqual(['/api/notebooks']);
});

it('what was asked for before something is changed is not taken for what is there after', async () => {
  const asked = stubServer();
  putAhead('/notebooks', Promise.resolve({ notebooks: ['ahead'] }));
  await api.createNotebook('new.gamut.md');
  expect(await api.notebooks()).toEqual({ notebooks: ['from the server'] });
  expect(asked).toEqual(['/api/notebooks', '/api/notebooks']);
});
