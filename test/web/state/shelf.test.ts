import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Shelf, type ShelfHost } from '../../../src/web/state/shelf.ts';

// It can be made once only, and needs a page.
vi.mock('../../../src/web/look/locale.ts', () => ({
  currentLocale: () => 'en',
  inLocale: (text: { en: string } | null) => text?.en ?? null,
}));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', async () => ({
    ok: true,
    status: 200,
    json: async () => ({ added: [{ file: 'a.gamut.md', name: 'a.gamut.md' }], refused: [] }),
  }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const REFUSED = [{ file: 'photo.png', reason: 'It is no notebook' }];

/** A shelf that has taken files in, or refused them; opening a notebook tells it, as the page does. */
async function imported({ isTaken }: { isTaken: boolean }): Promise<Shelf> {
  const host: ShelfHost = {
    notebooks: [],
    open: null,
    asks: 0,
    attempt: async (act) => void (await act()),
    refresh: async () => {},
    openNotebook: async (name) => shelf.visited(name),
    follow: async () => {},
    closeNotebook: () => {},
  };
  const shelf: Shelf = new Shelf(host);
  const files = isTaken ? [{ name: 'a.gamut.md', text: '# A' }] : [];
  await shelf.add({ files, refused: isTaken ? [] : REFUSED });
  expect(shelf.imported).not.toBeNull();
  return shelf;
}

it('tells that files came in for a while, beside the notebook that it opened', async () => {
  const shelf = await imported({ isTaken: true });
  vi.advanceTimersByTime(5000);
  expect(shelf.imported?.files).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(shelf.imported).toBeNull();
});

it('tells why nothing came in until there was time to read it, or another notebook is opened', async () => {
  const shelf = await imported({ isTaken: false });
  vi.advanceTimersByTime(30_000);
  expect(shelf.imported?.refused).toEqual(REFUSED);
  vi.advanceTimersByTime(31_000);
  expect(shelf.imported).toBeNull();
  const other = await imported({ isTaken: false });
  other.visited('other.gamut.md');
  expect(other.imported).toBeNull();
});

it('goes on telling it while somebody is at it', async () => {
  const shelf = await imported({ isTaken: false });
  shelf.holdImport(true);
  vi.advanceTimersByTime(600_000);
  expect(shelf.imported).not.toBeNull();
  shelf.holdImport(false);
  vi.advanceTimersByTime(61_000);
  expect(shelf.imported).toBeNull();
});

/** A shelf whose server answers when it is let to, with the requests that came and the notebooks that were opened. */
function slowShelf() {
  const answers: (() => void)[] = [];
  const sent: string[] = [];
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' } = {}) => {
    sent.push(`${method} ${path}`);
    await new Promise<void>((resolve) => answers.push(resolve));
    const body = { name: 'b.gamut.md', version: '1', trash: 't1' };
    return { ok: true, status: 200, json: async () => body };
  });
  const opened: string[] = [];
  const host = {
    notebooks: ['a', 'b', 'c'].map((name) => ({ name: `${name}.gamut.md`, title: name })),
    open: { name: 'a.gamut.md', save: async () => {}, saveState: 'saved' } as { name: string } | null,
    asks: 0,
    attempt: async (act: () => unknown) => void (await act()),
    refresh: async () => {},
    openNotebook: async (name: string) => void opened.push(name),
    follow: async () => {},
    closeNotebook: () => (host.open = null),
  };
  return { shelf: new Shelf(host as unknown as ShelfHost), host, answers, sent, opened };
}

it('pressed twice a notebook is deleted once, and brought back once', async () => {
  const { shelf, answers, sent, opened } = slowShelf();
  const deleted = [shelf.remove('a.gamut.md'), shelf.remove('a.gamut.md')];
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers.shift()?.();
  await Promise.all(deleted);
  expect(sent).toEqual(['DELETE /api/notebooks/a.gamut.md']);
  expect(opened).toEqual(['b.gamut.md']);
  const restored = [shelf.undoDelete(), shelf.undoDelete()];
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers.shift()?.();
  await Promise.all(restored);
  expect(sent).toHaveLength(2);
});

it.each(['remove', 'duplicate', 'restore'] as const)(
  'opens nothing over the notebook that somebody has asked for while it is slow to %s one',
  async (deed) => {
    const { shelf, host, answers, opened } = slowShelf();
    const done = shelf[deed]('a.gamut.md');
    await vi.waitFor(() => expect(answers).toHaveLength(1));
    host.asks += 1;
    answers.shift()?.();
    await done;
    expect(opened).toEqual([]);
  },
);
