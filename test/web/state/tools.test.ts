import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import type { Draft } from '../../../src/web/state/draft.ts';

const server = { isAway: false, asked: 0 };

// It can be made once only, and each test has the page's modules anew.
vi.mock('../../../src/web/look/locale.ts', () => ({ lateWords: async () => {} }));

beforeEach(() => {
  vi.useFakeTimers();
  vi.resetModules();
  [server.isAway, server.asked] = [false, 0];
  vi.doMock('../../../src/web/state/notebook-tools.ts', (importOriginal) => {
    server.asked += 1;
    if (server.isAway) throw new TypeError('Failed to fetch dynamically imported module');
    return importOriginal();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('does what waits for the tools in the order in which it came, also while the server is away for a while', async () => {
  const { loadTools, withTools } = await import('../../../src/web/state/tools.ts');
  const done: string[] = [];
  server.isAway = true;
  withTools(() => done.push('first'));
  await expect(loadTools()).rejects.toThrow();
  server.isAway = false;
  withTools(() => done.push('second'));
  await vi.advanceTimersByTimeAsync(2000);
  await vi.waitFor(() => expect(done).toEqual(['first', 'second']), { timeout: 20_000 });
  withTools(() => done.push('third'));
  expect(done).toEqual(['first', 'second', 'third']);
});

it('what came while they were still away comes before what is asked once they are here, whoever has loaded them', async () => {
  const { loadTools, withTools } = await import('../../../src/web/state/tools.ts');
  const done: string[] = [];
  server.isAway = true;
  withTools(() => done.push('first'));
  await expect(loadTools()).rejects.toThrow();
  server.isAway = false;
  await loadTools();
  withTools(() => done.push('second'));
  expect(done).toEqual(['first', 'second']);
});

it('what fails with them holds up nothing, is told, and they are there for all that comes later', async () => {
  const { loadTools, toolsAwaited, whenTools, withTools } = await import('../../../src/web/state/tools.ts');
  const told: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => told.push(error));
  const done: string[] = [];
  const fail = (): never => {
    throw new Error('a bug');
  };
  whenTools(fail);
  withTools(fail);
  whenTools(() => done.push('rendered'));
  withTools(() => done.push('edited'));
  await toolsAwaited();
  expect(done).toEqual(['edited', 'rendered']);
  expect(told).toHaveLength(2);
  await expect(loadTools()).resolves.toBeTruthy();
  withTools(() => done.push('later'));
  expect(done.at(-1)).toBe('later');
  vi.unstubAllGlobals();
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
  const { NotebookStore } = await import('../../../src/web/state/notebook-store.ts');
  const text = '```persona id=p\none\n```\n';
  const written: string[] = [];
  const file = { name: 'n', text, version: text, files: {}, fileErrors: {}, prose: {} };
  const store = new NotebookStore(
    { ...file, notebook: parseNotebook(text) },
    {
      read: () => Promise.reject(new Error('not asked for')),
      write: (_name, now) => Promise.resolve({ version: (written.push(now), now) }),
      versionOf: async (text: string) => text,
      create: () => Promise.reject(new Error('not asked for')),
      drafts: { put: () => {}, take: () => Promise.resolve([]) },
      saved: () => {},
    },
  );
  const type = (body: string) => store.change({ do: 'body', index: 0, body, part: '' });
  type('a much longer text');
  store.undo();
  type('two');
  store.edit(`${text}\nlast\n`);
  store.undo();
  await store.save();
  expect(written).toEqual([text.replace('one', 'two')]);
  store.close();
});

const FENCE = '```';
const PAGE = `${FENCE}persona id=p
one
${FENCE}

${FENCE}prompt id=ask
Hello {{naem}}, {{naem}}
${FENCE}

${FENCE}matrix id=main
prompt: ask
persona: p
model: sandbox/tiny
${FENCE}
`;

it('edits that wait for the tools are kept with the text that they are of, and a page that comes after makes them', async () => {
  const { NotebookStore } = await import('../../../src/web/state/notebook-store.ts');
  const open = () => {
    const kept: (Draft | null)[] = [];
    const file = { name: 'n', text: PAGE, version: 'v', files: {}, fileErrors: {}, prose: {} };
    const store = new NotebookStore(
      { ...file, notebook: parseNotebook(PAGE) },
      {
        read: () => Promise.reject(new Error('not asked for')),
        write: () => new Promise(() => {}),
        versionOf: async (text: string) => text,
        create: () => Promise.reject(new Error('not asked for')),
        drafts: { put: (_name, draft) => kept.push(draft), take: () => Promise.resolve([]) },
        saved: () => {},
      },
    );
    return { store, kept };
  };
  server.isAway = true;
  const { store: gone, kept: left } = open();
  gone.change({ do: 'body', index: 0, body: 'on', part: '' });
  gone.change({ do: 'body', index: 0, body: 'once', part: '' });
  gone.change({ do: 'body', index: 1, body: 'Hello {{naem}}, {{naem}}!', part: '' });
  gone.change({ do: 'variable', index: 1, from: 'naem', to: 'name' });
  gone.change({ do: 'levels', index: 2, name: 'temperature', written: '0.3, 0.7' });
  gone.change({ do: 'key', index: 2, key: 'repeats', value: 3, part: '', isByLine: false });
  gone.change({ do: 'info', index: 0, info: { name: 'Pirate' }, part: '' });
  gone.change({ do: 'new', index: 0, kind: 'note' });
  gone.undo();
  gone.change({ do: 'persona', persona: { id: 'p', name: 'P', text: 'Another.' } });
  expect(gone.saveState).toBe('unsaved');
  expect(gone.text).toBe(PAGE);
  const draft = left.at(-1);
  expect(draft).toMatchObject({ text: PAGE, base: { text: PAGE, version: 'v' } });
  expect(draft?.edits).toHaveLength(10);
  gone.close();

  // Its tab has ended, and the server is back.
  server.isAway = false;
  const { store, kept } = open();
  // What is kept survives the way into the browser's database and back.
  if (draft) await store.restore(structuredClone(draft));
  expect(store.text).toBe(
    PAGE.replace('persona id=p\none', 'persona id=p name=Pirate\nonce')
      .replace('{{naem}}, {{naem}}', '{{name}}, {{name}}!')
      .replace('sandbox/tiny\n', 'sandbox/tiny\ntemperature: [0.3, 0.7]\nrepeats: 3\n')
      .replace(`once\n${FENCE}\n`, `once\n${FENCE}\n\n${FENCE}persona id=p-2 name=P\nAnother.\n${FENCE}\n`),
  );
  expect(store.news?.kind).toBe('restored');
  expect(store.saveState).toBe('unsaved');
  expect(kept.at(-1)).toMatchObject({ text: store.text, edits: [] });
  store.close();
});

it('an edit that is made late is made of the text as it is then', async () => {
  const { NotebookText } = await import('../../../src/web/state/notebook-text.ts');
  const file = { name: 'n', text: PAGE, version: 'v', files: {}, fileErrors: {}, prose: {} };
  const words = new NotebookText(
    { ...file, notebook: parseNotebook(PAGE) },
    { edited: () => {}, read: () => {} },
  );
  const focused: (number | null)[] = [];
  words.change({ do: 'body', index: 1, body: 'Only {{naem}} now', part: '' });
  words.change({ do: 'variable', index: 1, from: 'naem', to: 'name' });
  words.change({ do: 'persona', persona: { id: 'q', name: 'q', text: 'Q.' } }, (focus) =>
    focused.push(focus),
  );
  const { loadTools } = await import('../../../src/web/state/tools.ts');
  await loadTools();
  expect(words.text).toContain('Only {{name}} now');
  expect(words.text).toContain(`${FENCE}persona id=q\nQ.`);
  expect(focused).toEqual([1]);
  expect(words.waiting).toEqual([]);
});

it('edits that wait are of the cells that were seen, wherever those that were asked for before have put them', async () => {
  const { NotebookText } = await import('../../../src/web/state/notebook-text.ts');
  const { loadTools } = await import('../../../src/web/state/tools.ts');
  const file = { name: 'n', text: PAGE, version: 'v', files: {}, fileErrors: {}, prose: {} };
  const words = new NotebookText(
    { ...file, notebook: parseNotebook(PAGE) },
    { edited: () => {}, read: () => {} },
  );
  words.change({ do: 'insert', index: 0, text: '# Above' });
  words.change({ do: 'body', index: 1, body: 'typed in the prompt', part: '' });
  words.change({ do: 'arrange', index: 0, what: 'delete' });
  words.change({ do: 'arrange', index: 0, what: 'delete' });
  words.change({ do: 'body', index: 0, body: 'typed in what is gone', part: '' });
  words.change({ do: 'key', index: 2, key: 'repeats', value: 3, part: '', isByLine: false });
  words.change({ do: 'arrange', index: 2, what: 'up' });
  words.change({ do: 'insert', index: 3, text: 'At the end.' });
  await loadTools();
  expect(words.text).toBe(
    [
      '# Above\n',
      `${FENCE}matrix id=main\nprompt: ask\npersona: p\nmodel: sandbox/tiny\nrepeats: 3\n${FENCE}`,
      `${FENCE}prompt id=ask\ntyped in the prompt\n${FENCE}\n`,
      'At the end.\n',
    ].join('\n'),
  );
  // From then on an index is that of the notebook as it is.
  words.change({ do: 'body', index: 3, body: 'Over.\n', part: '' });
  expect(words.text).toContain('Over.');
});

it('edits that wait are made of a text that another program has written meanwhile', async () => {
  const { NotebookText } = await import('../../../src/web/state/notebook-text.ts');
  const { loadTools } = await import('../../../src/web/state/tools.ts');
  const file = { name: 'n', text: PAGE, version: 'v', files: {}, fileErrors: {}, prose: {} };
  const words = new NotebookText(
    { ...file, notebook: parseNotebook(PAGE) },
    { edited: () => {}, read: () => {} },
  );
  words.change({ do: 'body', index: 1, body: 'typed', part: '' });
  words.take(`# Written by another\n\n${PAGE.replace('one', 'a longer text than before')}`);
  await loadTools();
  expect(words.text).toContain(`${FENCE}prompt id=ask\ntyped\n${FENCE}`);
  expect(words.text).toContain('a longer text than before');
});

it('the rows of a file come into the notebook as they are written there, in one step of undo', async () => {
  const { NotebookText } = await import('../../../src/web/state/notebook-text.ts');
  const { loadTools } = await import('../../../src/web/state/tools.ts');
  await loadTools();
  const text = `# One\n\n${FENCE}dataset id=d src=d.jsonl\n${FENCE}\n`;
  const lines = '{"id": "a", "n": 1.50, "at": {"x": [1, 2]}}\n{"id": "b", "n": null}';
  const files = { 'd.jsonl': `\uFEFF${lines.replace('\n', '\r\n')}\r\n` };
  const words = new NotebookText(
    {
      name: 'n',
      text,
      version: 'v',
      files,
      fileErrors: {},
      prose: {},
      notebook: parseNotebook(text, { files }),
    },
    { edited: () => {}, read: () => {} },
  );
  words.change({ do: 'take-in', index: 1 });
  expect(words.text).toBe(`# One\n\n${FENCE}dataset id=d format=jsonl\n${lines}\n${FENCE}\n`);
  expect(words.notebook.cells[1]).toMatchObject({ kind: 'dataset', src: null, columns: ['id', 'n', 'at'] });
  words.change({ do: 'undo' });
  expect(words.text).toBe(text);
});

it('comes for who is at the page however long the server is away, though they do nothing more', async () => {
  const { loadToolsForPerson, toolsNow } = await import('../../../src/web/state/tools.ts');
  const page = new EventTarget();
  vi.stubGlobal('window', {});
  loadToolsForPerson(page);
  server.isAway = true;
  page.dispatchEvent(new Event('keydown'));
  // Longer than the time after which a page is worked with in any case.
  await vi.advanceTimersByTimeAsync(7000);
  expect(toolsNow()).toBeNull();
  server.isAway = false;
  await vi.waitFor(
    async () => {
      await vi.advanceTimersByTimeAsync(1000);
      expect(toolsNow()).not.toBeNull();
    },
    { timeout: 20_000 },
  );
});
