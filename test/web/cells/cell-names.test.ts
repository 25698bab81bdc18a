import { describe, expect, it } from 'vitest';
import { moveCell } from '../../../src/core/arrange.ts';
import { parseNotebook } from '../../../src/core/format.ts';
import { toCellNames } from '../../../src/web/cells/cell-names.ts';
import { readFolds, writeFolds } from '../../../src/web/cells/fold-memory.ts';

const FENCE = '```';
const TEXT = `# One\n\n${FENCE}persona id=chef\nx\n${FENCE}\n\n${FENCE}view of=main\n${FENCE}\n\n${FENCE}view of=main\n${FENCE}\n`;

function storage() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('the name of a cell', () => {
  it('is its own, and goes with it where it moves', () => {
    const { cells } = parseNotebook(TEXT);
    expect(toCellNames(cells)).toEqual(['note # One', 'persona chef', 'view main', 'view main #2']);
    const [, persona] = cells;
    if (!persona) throw new Error('no persona');
    expect(toCellNames(parseNotebook(moveCell(TEXT, persona, 3)).cells)).toContain('persona chef');
  });

  it('is the same while the cell is broken', () => {
    const broken = parseNotebook(TEXT.replace('chef\nx\n', 'chef\n'));
    expect(broken.cells[1]?.kind).toBe('other');
    expect(toCellNames(broken.cells)[1]).toBe('persona chef');
  });
});

describe('folds', () => {
  it('are kept by notebook, without those of cells that are gone', () => {
    const memory = storage();
    writeFolds('a.gamut.md', new Set(['persona chef', 'persona gone']), ['persona chef', 'note #'], memory);
    expect([...readFolds('a.gamut.md', memory)]).toEqual(['persona chef']);
    expect([...readFolds('b.gamut.md', memory)]).toEqual([]);
    writeFolds('a.gamut.md', new Set(), ['persona chef'], memory);
    expect(memory.kept.size).toBe(0);
  });

  it('are none where what is kept cannot be read', () => {
    const memory = storage();
    memory.setItem('gamut.folded a', '{broken');
    expect([...readFolds('a', memory)]).toEqual([]);
    memory.setItem('gamut.folded a', '{"x":1}');
    expect([...readFolds('a', memory)]).toEqual([]);
  });
});
