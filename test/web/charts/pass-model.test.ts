import { describe, expect, it } from 'vitest';
import type { ChartChoice } from '../../../src/web/charts/chart-choice.ts';
import { toPassModel } from '../../../src/web/charts/pass-model.ts';
import { toRow } from '../results.ts';

const persona = { name: 'persona', levels: ['poet', 'chef'] };
const choice: ChartChoice = { kind: 'pass', by: persona, split: null, metric: '', against: 'cost' };

function toChecked(level: string, repeat: number, checks: (boolean | null)[]) {
  return { ...toRow({ persona: level }, {}, repeat), checks };
}

describe('a pass matrix', () => {
  const rows = [
    toChecked('chef', 1, [true, true]),
    toChecked('chef', 2, [true, false]),
    toChecked('poet', 1, [null, true]),
    toRow({ persona: 'chef' }, { failed: true }, 3),
  ];
  const model = toPassModel(rows, choice, ['korean', 'short']);

  it('has checks down and variants across, all checks together last', () => {
    expect(model.columns).toEqual([
      { levels: { persona: 'poet' }, answers: 1 },
      { levels: { persona: 'chef' }, answers: 2 },
    ]);
    expect(model.rows.map(({ check, cells }) => [check, ...cells.map(({ total, n }) => [total, n])])).toEqual(
      [
        ['korean', [null, 0], [2, 2]],
        ['short', [1, 1], [1, 2]],
        [null, [null, 0], [1, 2]],
      ],
    );
  });

  it('counts what could not be told as unknown, not as failed', () => {
    expect(model.rows[0]?.cells[0]).toMatchObject({ n: 0, unknown: 1, mean: null });
    expect(model.rows[0]?.all).toMatchObject({ n: 2, unknown: 1, mean: 1 });
  });

  it('has Wilson’s interval, which is not nothing where all have passed', () => {
    expect(model.rows[0]?.cells[1]?.interval?.low).toBeLessThan(0.5);
    expect(model.rows[0]?.cells[1]?.interval?.high).toBe(1);
  });

  it('has no row of all checks where there is but one', () => {
    expect(toPassModel(rows, choice, ['korean']).rows.map(({ check }) => check)).toEqual(['korean']);
  });
});
