import { describe, expect, it } from 'vitest';
import { parseNotebook } from '../../../src/core/format.ts';
import {
  allColumns,
  shownColumns,
  toColumn,
  toColumnName,
  toHead,
  toOrder,
} from '../../../src/web/results/list-columns.ts';

const shape = {
  axes: [{ name: 'persona', levels: ['chef', 'calm'] }],
  notebook: parseNotebook(''),
  hasRepeats: false,
  hasChecks: false,
  hasMarks: false,
};

describe('the columns of the list', () => {
  it('are what there is something to show of, where none are chosen', () => {
    expect(shownColumns(null, shape)).toEqual([
      'status',
      'axis:persona',
      'text',
      'output',
      'cost',
      'ttft',
      'total',
    ]);
    expect(shownColumns(null, { ...shape, hasRepeats: true, hasChecks: true, hasMarks: true })).toEqual([
      'status',
      'axis:persona',
      'repeat',
      'text',
      'checks',
      'marks',
      'output',
      'cost',
      'ttft',
      'total',
    ]);
  });

  it('are the chosen ones in their order, each once, without those that the matrix has no more', () => {
    expect(shownColumns(['cost', 'persona', 'model', 'response', 'cost'], shape)).toEqual([
      'cost',
      'axis:persona',
      'text',
    ]);
    expect(shownColumns(['nothing'], shape)).toEqual(shownColumns(null, shape));
  });

  it('have names that notebooks can say, and are found by them', () => {
    for (const column of allColumns(shape)) {
      expect(toColumn(toColumnName(column), shape.axes)).toBe(column);
      expect(toHead(column, shape).least).toBeGreaterThan(40);
      expect(toHead(column, shape).label).not.toBe('');
    }
  });

  it('are as wide as their heads need, with what points which way they are sorted', () => {
    const pointed = 30;
    expect(toHead('axis:persona', shape).least).toBeGreaterThan('persona'.length * 6.4 + pointed);
    expect(toHead('output', shape).least).toBeGreaterThan('tokens out'.length * 6 + pointed);
  });

  it('give an order by name; none by a name that is none', () => {
    expect(toOrder({ by: 'persona', isDescending: true }, shape.axes)).toEqual({
      by: 'axis:persona',
      isDescending: true,
    });
    expect(toOrder({ by: 'model', isDescending: true }, shape.axes)).toBeNull();
  });
});
