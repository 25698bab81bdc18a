import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { replaceBody } from '../../../src/core/edit.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { ApiFault } from '../../../src/web/state/api.ts';
import type { Draft } from '../../../src/web/state/draft.ts';
import type { NotebookDeps } from '../../../src/web/state/notebook-deps.ts';
import { NotebookStore } from '../../../src/web/state/notebook-store.ts';
import { loadMerging } from '../../../src/web/state/load-merging.ts';
import { loadTools } from '../../../src/web/state/tools.ts';

const cells = (bodies: readonly string[]): string =>
  bodies.map((body, index) => `\`\`\`persona id=p${index}\n${body}\n\`\`\`\n`).join('\n');
const BASE = cells(['zero', 'one', 'two']);

/** Adds a word to a cell of a text. */
function addTo(text: string, cell: number, word: string): string {
  const source = parseNotebook(text).cells[cell];
  if (!source) throw new Error(`no cell ${cell} in ${text}`);
  return replaceBody(text, source, `${source.body} ${word}`);
}

// What the page loads late is here from the start: no clock of these tests counts how long that takes.
beforeAll(() => Promise.all([loadTools(), loadMerging()]));

type Wait = <T>(work: () => T) => Promise<T>;

/** A file that several pages have open; each answer of its server comes when `wait` lets it. */
class FakeDisk {
  text: string | null = BASE;
  /** For a `wait` that asks. */
  isAway = false;
  readonly stores: NotebookStore[] = [];
  readonly drafts = new Map<NotebookStore, Draft | null>();
  readonly #wait: Wait;

  constructor(wait: Wait) {
    this.#wait = wait;
  }

  /** Another program writes it, or (null) deletes it. */
  put(text: string | null): void {
    this.text = text;
    for (const store of this.stores) {
      void this.#wait(() => undefined)
        .then(() => store.changedOnDisk(text))
        .catch((error: unknown) => {
          // The page that looks then is told so, and looks again when it is reached.
          if (!(error instanceof ApiFault) || error.kind !== 'offline') throw error;
        });
    }
  }

  #file() {
    const { text } = this;
    if (text === null) throw new ApiFault(404, 'not_found', 'gone', null, {});
    return {
      name: 'n',
      text,
      version: text,
      files: {},
      fileErrors: {},
      notebook: parseNotebook(text),
      prose: {},
    };
  }

  open(): NotebookStore {
    let store: NotebookStore | null = null;
    const deps: NotebookDeps = {
      // What is answered is what the disk had when the server looked, however late the answer comes.
      read: () => this.#wait(() => undefined).then(() => this.#wait(this.#answer(() => this.#file()))),
      write: (_, text, base) =>
        this.#wait(() => undefined).then(() =>
          this.#wait(
            this.#answer(() => {
              const disk = this.#file();
              if (disk.text !== text && disk.text !== base.version)
                throw new ApiFault(409, 'conflict', 'changed', null, { disk });
              this.put(text);
              return { version: text };
            }),
          ),
        ),
      versionOf: (text) => Promise.resolve(text),
      create: (_, text) => this.#wait(() => (this.put(text), { version: text })),
      drafts: {
        put: (_, draft) => store && this.drafts.set(store, draft),
        take: () => Promise.resolve([]),
      },
      saved: () => {},
    };
    store = new NotebookStore(this.#file(), deps);
    this.stores.push(store);
    return store;
  }

  /** Does the work now, and gives or throws what came of it later. */
  #answer<T>(work: () => T): () => T {
    try {
      const value = work();
      return () => value;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }
}

/** Answers at once. */
const atOnce: Wait = async (work) => work();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(2000);

describe('a notebook that is open', () => {
  it('saves itself, and keeps a draft until then', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    const text = addTo(BASE, 0, 'typed');
    store.edit(text);
    expect(disk.drafts.get(store)).toMatchObject({ text, base: { text: BASE } });
    await settle();
    expect(disk.text).toBe(text);
    expect(store.saveState).toBe('saved');
    expect(disk.drafts.get(store)).toBeNull();
  });

  it('keeps the draft through a conflict, and takes no side by itself', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    store.edit(addTo(BASE, 0, 'mine'));
    disk.put(addTo(BASE, 0, 'theirs'));
    await vi.waitFor(() => expect(store.saveState).toBe('conflict'));
    store.edit(addTo(store.text, 1, 'more'));
    await settle();
    expect(disk.text).toBe(addTo(BASE, 0, 'theirs'));
    expect(disk.drafts.get(store)?.text).toBe(addTo(addTo(BASE, 0, 'mine'), 1, 'more'));
    await store.settle(['theirs']);
    expect(disk.text).toBe(addTo(addTo(BASE, 0, 'theirs'), 1, 'more'));
    store.undo();
    await settle();
    expect(disk.text).toBe(addTo(addTo(BASE, 0, 'mine'), 1, 'more'));
  });

  it('ends a conflict by itself once both sides have come to be the same', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    store.edit(addTo(BASE, 0, 'mine'));
    disk.put(addTo(BASE, 0, 'theirs'));
    await vi.waitFor(() => expect(store.saveState).toBe('conflict'));
    store.edit(addTo(BASE, 0, 'theirs'));
    await vi.waitFor(() => expect(store.saveState).toBe('saved'));
    expect(store.conflict).toBeNull();
  });

  it('is not gone when its file was away for a moment', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    disk.text = null;
    const text = addTo(BASE, 0, 'typed');
    store.edit(text);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.saveState).not.toBe('gone');
    disk.text = BASE;
    await settle();
    expect(disk.text).toBe(text);
  });

  it('is gone when it was deleted, keeps what is typed, and goes on when it is there again', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    disk.put(null);
    await vi.waitFor(() => expect(store.saveState).toBe('gone'));
    const text = addTo(BASE, 0, 'typed');
    store.edit(text);
    expect(disk.drafts.get(store)?.text).toBe(text);
    disk.put(addTo(BASE, 1, 'elsewhere'));
    await settle();
    expect(disk.text).toBe(addTo(text, 1, 'elsewhere'));
    expect(store.saveState).toBe('saved');
  });

  it('saves until all that is seen is on the disk, also what is typed or written elsewhere meanwhile', async () => {
    const disk = new FakeDisk((work) => new Promise((resolve) => setTimeout(resolve, 300)).then(work));
    const store = disk.open();
    store.edit(addTo(BASE, 0, 'typed'));
    const saved = store.saveSeen();
    await vi.advanceTimersByTimeAsync(100);
    disk.put(addTo(BASE, 2, 'elsewhere'));
    store.edit(addTo(store.text, 1, 'typed on'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await saved).toBe(true);
    expect(disk.text).toBe(addTo(addTo(addTo(BASE, 0, 'typed'), 1, 'typed on'), 2, 'elsewhere'));
    expect(store.text).toBe(disk.text);
  });

  it.each([false, true])(
    'has the last key on the disk when its page goes while a save is on its way (comes: %s)',
    async (comes) => {
      let isLost = false;
      const disk = new FakeDisk((work) => {
        const isOfLost = isLost;
        return new Promise((resolve) => setTimeout(resolve, 300)).then(() =>
          isOfLost ? new Promise<never>(() => {}) : work(),
        );
      });
      const store = disk.open();
      store.edit(addTo(BASE, 0, 'typed'));
      isLost = !comes;
      void store.save();
      await vi.advanceTimersByTimeAsync(100);
      isLost = false;
      store.edit(addTo(store.text, 0, 'and the last key'));
      store.flush();
      // What is answered now is heard by nobody.
      store.close();
      await vi.advanceTimersByTimeAsync(3000);
      expect(disk.text).toBe(addTo(BASE, 0, 'typed and the last key'));
    },
  );

  it('saves all that is seen though the file is away for a moment just then, as while a program replaces it', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    const { text } = disk;
    disk.text = null;
    store.edit(addTo(BASE, 0, 'typed'));
    const saving = store.saveSeen();
    await vi.advanceTimersByTimeAsync(100);
    disk.text = text;
    await vi.advanceTimersByTimeAsync(1000);
    expect(await saving).toBe(true);
    expect(disk.text).toBe(addTo(BASE, 0, 'typed'));
    disk.text = null;
    store.edit(addTo(store.text, 1, 'more'));
    const lost = store.saveSeen();
    await vi.advanceTimersByTimeAsync(3000);
    expect(await lost).toBe(false);
    expect(store.saveState).toBe('gone');
  });

  it('says that it cannot save all that is seen where another has written the same cell, or the server is away', async () => {
    const disk = new FakeDisk(atOnce);
    const store = disk.open();
    disk.text = addTo(BASE, 0, 'theirs');
    store.edit(addTo(BASE, 0, 'mine'));
    expect(await store.saveSeen()).toBe(false);
    expect(store.saveState).toBe('conflict');

    const away = new FakeDisk(async (work) => {
      if (away.isAway) throw new ApiFault(0, 'offline', 'away', null, {});
      return work();
    });
    const other = away.open();
    other.edit(addTo(BASE, 0, 'typed'));
    away.isAway = true;
    expect(await other.saveSeen()).toBe(false);
    expect(other.saveState).toBe('failed');
    away.isAway = false;
    expect(await other.saveSeen()).toBe(true);
  });

  it('brings back a draft, and undo takes it away again', async () => {
    const disk = new FakeDisk(atOnce);
    disk.text = addTo(BASE, 1, 'elsewhere');
    const store = disk.open();
    const text = addTo(BASE, 0, 'typed');
    await store.restore({ text, base: { text: BASE, version: BASE }, at: 0 });
    expect(store.news).toMatchObject({ kind: 'restored', before: disk.text });
    await settle();
    expect(disk.text).toBe(addTo(text, 1, 'elsewhere'));
  });
});

describe('a text that came to the disk without the page hearing of it', () => {
  it('is its own, wherever answers are lost on the way, and typing on in the same cell is no conflict', async () => {
    const steps = fc.array(fc.constantFrom('type', 'lose', 'hear', 'save'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (steps) => {
        let isLost = false;
        const offline = new ApiFault(0, 'offline', 'no answer', null, {});
        const disk: FakeDisk = new FakeDisk(async (work) => {
          const answer = work();
          // What is asked comes to the disk all the same.
          if (isLost && answer !== undefined) throw offline;
          return answer;
        });
        const store = disk.open();
        for (const [index, step] of steps.entries()) {
          if (step === 'type') store.edit(addTo(store.text, 0, `w${index}`));
          else if (step === 'save') await vi.advanceTimersByTimeAsync(1000);
          else isLost = step === 'lose';
          expect(store.saveState).not.toBe('conflict');
        }
        isLost = false;
        await vi.advanceTimersByTimeAsync(5000);
        expect(store.saveState).toBe('saved');
        expect(disk.text).toBe(store.text);
        for (const [index, step] of steps.entries())
          if (step === 'type') expect(store.text).toContain(`w${index}`);
      }),
      { numRuns: 100 },
    );
  });

  it('is what a page that comes after it goes on from, though it comes there only then', async () => {
    const first = addTo(BASE, 0, 'first');
    const second = addTo(first, 0, 'second');
    const draft = { text: second, base: { text: BASE, version: BASE }, sent: [first], at: 0 };
    for (const late of [first, second]) {
      const disk = new FakeDisk(atOnce);
      const store = disk.open();
      await store.restore(draft);
      store.edit(addTo(store.text, 0, 'third'));
      disk.put(late);
      await settle();
      expect(store.saveState).toBe('saved');
      expect(disk.text).toBe(addTo(second, 0, 'third'));
    }
  });

  it('is kept with the draft while nobody knows whether it came', async () => {
    const waiting: (() => void)[] = [];
    const disk = new FakeDisk((work) => new Promise((resolve) => waiting.push(() => resolve(work()))));
    const store = disk.open();
    const first = addTo(BASE, 0, 'first');
    store.edit(first);
    await settle();
    store.edit(addTo(first, 0, 'second'));
    expect(disk.drafts.get(store)).toMatchObject({ base: { text: BASE }, sent: [first] });
  });
});

describe('two pages and another program, each in a cell of its own', () => {
  it('lose no word, in whatever order the server answers', async () => {
    const edits = fc.array(fc.constantFrom<0 | 1 | 2 | 'wait'>(0, 1, 2, 'wait'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(edits, fc.scheduler(), async (edits, scheduler) => {
        const disk = new FakeDisk((work) => scheduler.schedule(Promise.resolve()).then(work));
        const pages = [disk.open(), disk.open()];
        const words: string[] = [];
        for (const [index, who] of edits.entries()) {
          const word = `w${index}`;
          if (who === 'wait') {
            await vi.advanceTimersByTimeAsync(500);
            if (scheduler.count() > 0) await scheduler.waitNext(1);
            continue;
          }
          words.push(word);
          const page = pages[who];
          if (page) page.edit(addTo(page.text, who, word));
          else disk.put(addTo(disk.text ?? '', who, word));
        }
        for (let quiet = 0; quiet < 3;) {
          await vi.advanceTimersByTimeAsync(1000);
          if (scheduler.count() === 0) quiet += 1;
          else quiet = 0;
          await scheduler.waitIdle();
        }
        for (const word of words) expect(disk.text?.split(/\s/)).toContain(word);
        for (const page of pages) {
          expect(page.saveState).toBe('saved');
          expect(page.text).toBe(disk.text);
        }
      }),
      { numRuns: 150 },
    );
  });
});
