import { describe, expect, it } from 'vitest';
import { RunBudgets, type BudgetStorage } from '../../../src/web/state/run-budgets.ts';

function toStorage(kept: Record<string, string> = {}): BudgetStorage & { kept: Map<string, string> } {
  const map = new Map(Object.entries(kept));
  return {
    kept: map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const open = (storage: BudgetStorage | null) =>
  new RunBudgets(
    () => Promise.resolve(),
    () => Promise.resolve(),
    storage,
  );

describe('the limit of a matrix’s next run', () => {
  it('is there again after a reload, for that matrix of that notebook alone', () => {
    const storage = toStorage();
    open(storage).set('a.gamut.md', 'main', 0.7);
    const again = open(storage);
    expect(again.of('a.gamut.md', 'main')).toBe(0.7);
    expect(again.of('b.gamut.md', 'main')).toBeNull();
    expect(again.of('a.gamut.md', 'other')).toBeNull();
  });

  it('that was taken away is kept no longer', () => {
    const storage = toStorage();
    const budgets = open(storage);
    budgets.set('a.gamut.md', 'main', 0.7);
    budgets.set('a.gamut.md', 'main', null);
    expect(open(storage).of('a.gamut.md', 'main')).toBeNull();
    expect(storage.kept.size).toBe(0);
  });

  it('of nothing at all is a limit too', () => {
    const storage = toStorage();
    open(storage).set('a.gamut.md', 'main', 0);
    expect(open(storage).of('a.gamut.md', 'main')).toBe(0);
  });

  it('set in another tab is not lost by setting one here', () => {
    const storage = toStorage();
    const [here, there] = [open(storage), open(storage)];
    there.set('b.gamut.md', 'main', 2);
    here.set('a.gamut.md', 'main', 1);
    expect(open(storage).of('b.gamut.md', 'main')).toBe(2);
  });

  it('gives way to later ones where many were set', () => {
    const storage = toStorage();
    const budgets = open(storage);
    for (let n = 0; n < 250; n += 1) budgets.set('a.gamut.md', `m${n}`, 1);
    const again = open(storage);
    expect(again.of('a.gamut.md', 'm0')).toBeNull();
    expect(again.of('a.gamut.md', 'm249')).toBe(1);
  });

  it.each(['', '{', '{}', 'null', '[1, ["x"], ["main a.gamut.md", "5"], ["main a.gamut.md", -1]]'])(
    'is none where %j was kept, and can be set',
    (text) => {
      const storage = toStorage({ 'gamut.run-budgets': text });
      const budgets = open(storage);
      expect(budgets.of('a.gamut.md', 'main')).toBeNull();
      budgets.set('a.gamut.md', 'main', 3);
      expect(open(storage).of('a.gamut.md', 'main')).toBe(3);
    },
  );

  it('holds while the page is open where the browser keeps nothing', () => {
    const full = {
      ...toStorage(),
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    for (const budgets of [open(full), open(null)]) {
      budgets.set('a.gamut.md', 'main', 3);
      expect(budgets.of('a.gamut.md', 'main')).toBe(3);
    }
  });
});
