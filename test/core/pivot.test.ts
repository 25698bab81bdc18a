import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Variant } from '../../src/core/trial.ts';
import { buildPivot, gridSpec, pivotSpec, variedAxes } from '../../src/core/pivot.ts';
import { toRow } from '../web/results.ts';

const PERSONAS = ['counsellor', 'chef'];
const TEMPERATURES = [0.3, 0.7, 1.5];

function product(repeats = 1): ReturnType<typeof toRow>[] {
  return PERSONAS.flatMap((persona) =>
    TEMPERATURES.flatMap((temperature) =>
      Array.from({ length: repeats }, (_, index) =>
        toRow({ prompt: 'ask', persona, model: 'sandbox/tiny', temperature }, {}, index + 1),
      ),
    ),
  );
}

const axis = (name: string) => ({ name, levels: ['a', 'b'] });

describe('variedAxes', () => {
  it('leaves out what is the same throughout', () => {
    expect(variedAxes(product())).toEqual([
      { name: 'persona', levels: PERSONAS },
      { name: 'temperature', levels: TEMPERATURES },
    ]);
  });

  it('keeps the order in which the matrix names the levels', () => {
    const axes = [{ name: 'persona', levels: ['chef', 'counsellor', 'not run'] }];
    expect(variedAxes(product(), axes)[0]).toEqual({ name: 'persona', levels: ['chef', 'counsellor'] });
  });

  it('tells levels of one text but different types apart', () => {
    const trials = [{ variant: { seed: 1 } }, { variant: { seed: '1' } }, { variant: { seed: null } }];
    expect(variedAxes(trials)).toEqual([{ name: 'seed', levels: [1, '1', null] }]);
  });

  it('compares levels that are maps by what they hold', () => {
    const trials = [
      { variant: { response_format: { type: 'text' } } },
      { variant: { response_format: { type: 'json_object' } } },
      { variant: { response_format: { type: 'text' } } },
    ];
    expect(variedAxes(trials)[0]?.levels).toHaveLength(2);
  });
});

describe('pivotSpec', () => {
  it('puts the temperature across and the persona down', () => {
    expect(pivotSpec(['persona', 'model', 'temperature'].map(axis))).toEqual({
      rows: ['persona', 'model'],
      cols: ['temperature'],
    });
  });

  it('takes another parameter across where the temperature does not differ', () => {
    expect(pivotSpec(['persona', 'frequency_penalty'].map(axis)).cols).toEqual(['frequency_penalty']);
  });

  it('puts a single axis across, so that its levels stand side by side', () => {
    expect(pivotSpec([axis('persona')])).toEqual({ rows: [], cols: ['persona'] });
  });

  it('does what the view cell says, the split innermost', () => {
    const axes = ['persona', 'model', 'temperature', 'row'].map(axis);
    expect(pivotSpec(axes, { rows: 'row', cols: 'model', split: 'temperature' })).toEqual({
      rows: ['row', 'persona', 'temperature'],
      cols: ['model'],
    });
  });

  it('leaves out wishes for axes that there are none of, and one axis asked for twice', () => {
    const axes = ['persona', 'temperature'].map(axis);
    expect(pivotSpec(axes, { rows: 'mood', cols: 'mood', split: 'mood' })).toEqual(pivotSpec(axes));
    expect(pivotSpec(axes, { rows: 'temperature', cols: 'temperature', split: null })).toEqual({
      rows: ['persona'],
      cols: ['temperature'],
    });
  });

  it('gives every axis exactly one place, whatever is wished for', () => {
    const names = ['prompt', 'persona', 'model', 'temperature', 'top_p', 'row'];
    const name = fc.option(fc.constantFrom(...names), { nil: null });
    fc.assert(
      fc.property(fc.subarray(names), name, name, name, (axes, rows, cols, split) => {
        const spec = pivotSpec(axes.map(axis), { rows, cols, split });
        expect([...spec.rows, ...spec.cols].sort()).toEqual([...axes].sort());
        expect(spec.cols.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('gridSpec', () => {
  it('puts the cases down and what is compared across', () => {
    expect(gridSpec(['prompt', 'persona', 'temperature', 'row'].map(axis))).toEqual({
      rows: ['prompt', 'row'],
      cols: ['persona', 'temperature'],
    });
  });
});

describe('buildPivot', () => {
  const lay = (repeats: number) => {
    const trials = product(repeats);
    const axes = variedAxes(trials);
    return buildPivot(trials, pivotSpec(axes), axes);
  };

  it('folds repeats into one place', () => {
    const pivot = lay(3);
    expect(pivot.rows.map((row) => row.levels)).toEqual([{ persona: 'counsellor' }, { persona: 'chef' }]);
    expect(pivot.cols.map((col) => col.levels)).toEqual(TEMPERATURES.map((temperature) => ({ temperature })));
    expect(pivot.rows[0]?.slots.map((slot) => slot?.trialIds.length)).toEqual([3, 3, 3]);
  });

  it('leaves the place of an excluded variant empty', () => {
    const trials = product().filter(
      ({ variant }) => !(variant['persona'] === 'chef' && variant['temperature'] === 1.5),
    );
    const axes = variedAxes(trials);
    const pivot = buildPivot(trials, pivotSpec(axes), axes);
    expect(pivot.rows[1]?.slots.map((slot) => slot === null)).toEqual([false, false, true]);
  });

  it('sorts by the levels of the axes, whatever order the trials come in', () => {
    const trials = product().reverse();
    const axes = [
      { name: 'persona', levels: PERSONAS },
      { name: 'temperature', levels: TEMPERATURES },
    ];
    const pivot = buildPivot(trials, pivotSpec(axes), axes);
    expect(pivot.cols.map((col) => col.levels['temperature'])).toEqual(TEMPERATURES);
    expect(pivot.rows.map((row) => row.levels['persona'])).toEqual(PERSONAS);
  });

  it('holds every trial exactly once', () => {
    const level = fc.constantFrom('a', 'b', 'c');
    const variant: fc.Arbitrary<Variant> = fc.record({ persona: level, model: level, row: level });
    fc.assert(
      fc.property(fc.uniqueArray(variant, { selector: (one) => JSON.stringify(one) }), (variants) => {
        const trials = variants.map((one) => toRow(one));
        const axes = variedAxes(trials);
        const pivot = buildPivot(trials, pivotSpec(axes), axes);
        const ids = pivot.rows.flatMap((row) => row.slots.flatMap((slot) => slot?.trialIds ?? []));
        expect(ids.sort()).toEqual(trials.map((trial) => trial.trialId).sort());
        for (const row of pivot.rows) expect(row.slots).toHaveLength(pivot.cols.length);
      }),
    );
  });
});
