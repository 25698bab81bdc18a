import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const server = vi.hoisted(() => ({ isAway: false, asked: 0 }));

vi.mock('../../../src/web/state/notebook-tools.ts', () => {
  server.asked += 1;
  if (server.isAway) throw new TypeError('Failed to fetch dynamically imported module');
  return { notebookTools: {} };
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
