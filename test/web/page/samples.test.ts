import { expect, it, vi } from 'vitest';
import { restoreSamples } from '../../../src/web/page/first/samples.ts';
import type { Workspace } from '../../../src/web/state/workspace.ts';

// It can be made once only, and needs a page.
vi.mock('../../../src/web/look/locale.ts', () => ({ currentLocale: () => 'en' }));

it('pressed twice the samples come once, and once more when they are asked for again', async () => {
  let isIn = (): void => {};
  const add = vi.fn(() => new Promise<void>((resolve) => (isIn = resolve)));
  const openNotebook = vi.fn(async () => {});
  const workspace = { notebooks: [], shelf: { add }, openNotebook } as unknown as Workspace;
  const both = [restoreSamples(workspace), restoreSamples(workspace)];
  await expect.poll(() => add.mock.calls.length).toBe(1);
  isIn();
  await Promise.all(both);
  expect(openNotebook).toHaveBeenCalledTimes(1);
  const again = restoreSamples(workspace);
  await expect.poll(() => add.mock.calls.length).toBe(2);
  isIn();
  await again;
});
