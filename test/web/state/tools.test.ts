import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';

const server = vi.hoisted(() => ({ isAway: false, asked: 0 }));

vi.mock('../../../src/web/state/notebook-tools.ts', (importOriginal) => {
  server.asked += 1;
  if (server.isAway) throw new TypeError('Failed to fetch dynamically imported module');
  return importOriginal();
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  server.asked = 0;
});
afterEach(() => void vi.useRealTimers());

it('does what waits for the tools in the order in which it came, also while the server is away for a while', async () => {
  const { withTools } = await import('../../../src/web/state/tools.ts');
  const done: string[] = [];
  server.isAway = true;
  withTools(() => done.push('first'));
  await vi.waitFor(() => expect(server.asked).toBe(1));
  await vi.advanceTimersByTimeAsync(100);
  server.isAway = false;
  withTools(() => done.push('second'));
  await vi.advanceTimersByTimeAsync(2000);
  await vi.waitFor(() => expect(done).toEqual(['first', 'second']));
  withTools(() => done.push('third'));
  expect(done).toEqual(['first', 'second', 'third']);
});

it('what is awaited has been done', async () => {
  const { toolsAwaited, withTools } = await import('../../../src/web/state/tools.ts');
  expect(toolsAwaited()).toBeNull();
  const done: string[] = [];
  withTools(() => done.push('edit'));
  await toolsAwaited();
  expect(done).toEqual(['edit']);
});

it('edits of a notebook, undo and a save keep their order while the tools are still to come', async () => {
  const { withTools } = await import('../../../src/web/state/tools.ts');
  const { NotebookStore } = await import('../../../src/web/state/notebook-store.ts');
  const text = '```persona id=p\none\n```\n';
  const written: string[] = [];
  const file = { name: 'n', text, version: text, files: {}, fileErrors: {}, prose: {} };
  const store = new NotebookStore(
    { ...file, notebook: parseNotebook(text) },
    {
      read: () => Promise.reject(new Error('not asked for')),
      write: (_name, now) => Promise.resolve({ version: (written.push(now), now) }),
      create: () => Promise.reject(new Error('not asked for')),
      drafts: { put: () => {}, take: () => Promise.resolve([]) },
      saved: () => {},
    },
  );
  const type = (body: string) =>
    withTools(({ replaceBody }) => {
      const [cell] = store.notebook.cells;
      if (cell) store.edit(replaceBody(store.text, cell, body));
    });
  type('a much longer text');
  store.undo();
  type('two');
  store.edit(`${text}\nlast\n`);
  store.undo();
  await store.save();
  expect(written).toEqual([text.replace('one', 'two')]);
  store.close();
});
