import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { EventHub } from '../../src/server/event-hub.ts';
import type { Log } from '../../src/server/log.ts';
import { NotebookNews } from '../../src/server/notebook-news.ts';
import { openNotebookFolder } from '../../src/store/notebook-folder.ts';
import type { Workbench } from '../../src/workbench/workbench.ts';
import { createTempFolder } from '../fake/temp-folder.ts';

test('what is written of a notebook while it is being moved is no news, of others it is', async () => {
  const dir = join(createTempFolder(), 'notebooks');
  mkdirSync(dir);
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  write('a.gamut.md', '# A\n');
  const told: string[] = [];
  const hub = { publish: (_: string, { name }: { name: string }) => told.push(name) };
  const news = new NotebookNews(hub as unknown as EventHub);
  const log = { warn: () => {} };
  onTestFinished(
    news.watch({ folder: openNotebookFolder(dir) } as unknown as Workbench, log as unknown as Log),
  );
  await news.whileMoving('a.gamut.md', async () => {
    write('a.gamut.md', '# A, on its way\n');
    write('b.gamut.md', '# B\n');
    await vi.waitFor(() => expect(told).toContain('b.gamut.md'), { timeout: 20_000 });
  });
  expect(told).not.toContain('a.gamut.md');
  write('a.gamut.md', '# A, written by another program\n');
  await vi.waitFor(() => expect(told).toContain('a.gamut.md'), { timeout: 20_000 });
});
