import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cellsOf } from '../../../src/core/notebook.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { TableEdits } from '../../../src/web/cells/table-edits.ts';
import type { EditTableIntent } from '../../../src/web/state/table-event.ts';

// It can be made once only, and needs a page.
vi.mock('../../../src/web/look/locale.ts', () => ({ inLocale: ({ en }: { en: string }) => en }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', { setTimeout });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('what is typed on in a value is one step of undo until it is entered; each that is entered is its own', async () => {
  const [cell] = cellsOf(parseNotebook('```dataset id=d format=csv\nid,name\na,Ann\n```\n'), 'dataset');
  if (!cell) throw new Error('no dataset');
  const host = new EventTarget();
  const parts: [string, string][] = [];
  host.addEventListener('gamut-edit-table', (event) => {
    const { deed, part } = event as EditTableIntent;
    if (deed.do === 'values') parts.push([deed.changes[0]?.value ?? '', part]);
  });
  const edits = new TableEdits(
    host,
    () => cell,
    () => [],
  );
  const at = { row: 0, col: 1 };
  edits.write(at, 'o');
  await vi.advanceTimersByTimeAsync(3000);
  edits.write(at, 'one');
  edits.take();
  edits.write(at, 'two');
  edits.take();
  expect(parts.map(([value]) => value)).toEqual(['o', 'one', 'two']);
  const [first, second, third] = parts.map(([, part]) => part);
  expect(first).toBe(second);
  expect(third).not.toBe(second);
});
