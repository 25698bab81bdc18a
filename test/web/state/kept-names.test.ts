import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import { readFolds, writeFolds } from '../../../src/web/cells/fold-memory.ts';
import { FIRST_VIEW, keepState, readKeptState } from '../../../src/web/results/view-state.ts';
import { followMatrices, moveNotebookKept, renamedMatrices } from '../../../src/web/state/kept-names.ts';
import { RunBudgets } from '../../../src/web/state/run-budgets.ts';
import { Subject } from '../../../src/web/state/subject.ts';

const matrix = (id: string): string => `\`\`\`matrix id=${id}\nprompt: ask\nmodel: a/b\n\`\`\`\n`;
const text = (...ids: string[]): string => `# Notes\n\n${ids.map(matrix).join('\n')}`;
const cellsOf = (of: string) => parseNotebook(of).cells;
const LIST = { ...FIRST_VIEW, layout: 'list' as const };

function toStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

const toBudgets = (storage: Storage) =>
  new RunBudgets(
    async () => {},
    async () => {},
    storage,
  );

/** A notebook that is open. */
class Open extends Subject {
  readonly name = 'a.gamut.md';
  notebook = parseNotebook(text('main', 'other'));
  write(now: string): void {
    this.notebook = parseNotebook(now);
    this.notify();
  }
}

describe('a matrix that has another id', () => {
  it('is found wherever its cell stands, and no other is', () => {
    const found = (before: string, now: string) => renamedMatrices(cellsOf(before), cellsOf(now));
    expect(found(text('main', 'other'), text('first', 'other'))).toEqual([{ from: 'main', to: 'first' }]);
    expect(found(text('a', 'b'), text('c', 'd'))).toHaveLength(2);
    expect(found(text('main'), text('main'))).toEqual([]);
    expect(found(text('a', 'b'), text('b', 'a'))).toEqual([]);
    expect(found(text('a', 'b'), text('a'))).toEqual([]);
    expect(found(text('a'), text('a', 'b'))).toEqual([]);
    expect(found(text('a'), text('a').replace('matrix', 'persona'))).toEqual([]);
  });

  it('keeps its limit and how it is shown, while its id is being typed and when that is undone', () => {
    const storage = toStorage();
    const budgets = toBudgets(storage);
    const open = new Open();
    followMatrices(open, budgets, storage);
    budgets.set(open.name, 'main', 0.5);
    budgets.set(open.name, 'other', 2);
    budgets.set('b.gamut.md', 'main', 3);
    keepState(open.name, 'main', LIST, storage);
    for (const id of ['mai', '', 'x', 'xy']) open.write(text(id, 'other'));
    expect(budgets.of(open.name, 'xy')).toBe(0.5);
    expect(toBudgets(storage).of(open.name, 'xy')).toBe(0.5);
    expect(budgets.of(open.name, 'main')).toBeNull();
    expect(readKeptState(open.name, 'xy', storage)).toEqual(LIST);
    open.write(text('main', 'other'));
    expect(budgets.of(open.name, 'main')).toBe(0.5);
    expect(budgets.of(open.name, 'other')).toBe(2);
    expect(budgets.of('b.gamut.md', 'main')).toBe(3);
    expect(readKeptState(open.name, 'main', storage)).toEqual(LIST);
  });

  it('that is deleted and brought back has its limit', () => {
    const storage = toStorage();
    const budgets = toBudgets(storage);
    const open = new Open();
    followMatrices(open, budgets, storage);
    budgets.set(open.name, 'main', 0.5);
    open.write(text('other'));
    open.write(text('main', 'other'));
    expect(budgets.of(open.name, 'main')).toBe(0.5);
  });
});

describe('a notebook that has another name', () => {
  it('takes along the limits of its matrices, how they are shown, and what is folded', () => {
    const storage = toStorage();
    const budgets = toBudgets(storage);
    const there = toBudgets(storage);
    const [from, to] = ['말투 비교.gamut.md', 'folder/tone.gamut.md'];
    budgets.set(from, 'main', 0.5);
    there.set(from, 'other', 0);
    budgets.set('비교.gamut.md', 'main', 3);
    keepState(from, 'main', LIST, storage);
    writeFolds(from, new Set(['chef']), ['chef'], storage);
    // Each tab is told of it.
    for (const tab of [budgets, there]) moveNotebookKept(from, to, tab, storage);
    for (const tab of [budgets, there, toBudgets(storage)]) {
      expect(tab.of(to, 'main')).toBe(0.5);
      expect(tab.of(to, 'other')).toBe(0);
      expect(tab.of(from, 'main')).toBeNull();
      expect(tab.of('비교.gamut.md', 'main')).toBe(3);
    }
    expect(readKeptState(to, 'main', storage)).toEqual(LIST);
    expect([...readFolds(to, storage)]).toEqual(['chef']);
    expect(readKeptState(from, 'main', storage)).toEqual(FIRST_VIEW);
  });
});
