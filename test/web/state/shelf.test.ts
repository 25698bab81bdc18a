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
