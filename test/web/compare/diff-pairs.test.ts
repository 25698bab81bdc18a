import { describe, expect, it } from 'vitest';
import { variedAxes } from '../../../src/core/pivot.ts';
import { findBaseline, toDiffPairs, trialsOfPairs, variantsOf } from '../../../src/web/compare/diff-pairs.ts';
import { toRow } from '../results.ts';

const rows = ['tofu', 'rice'].flatMap((row) =>
  ['none', 'chef', 'calm'].map((persona) => toRow({ persona, row }, { text: `${persona} ${row}` })),
);
const axes = variedAxes(rows);
const variants = variantsOf(rows, axes);
const pairsOf = (choice: { baseline: string | null; against: string | null }, of = rows) =>
  toDiffPairs(of, axes, choice).map(({ base, other, isFirstOfCase }) =>
    [base.head, other.head, isFirstOfCase ? 'first' : ''].join('|'),
  );

describe('pairs of answers', () => {
  it('are case by case the leftmost and each other, where nothing is chosen', () => {
    expect(pairsOf({ baseline: null, against: null })).toEqual([
      'none tofu|chef tofu|first',
      'none tofu|calm tofu|',
      'none rice|chef rice|first',
      'none rice|calm rice|',
    ]);
  });

  it('are of the baseline and the one that are chosen', () => {
    const chef = findBaseline(variants, { persona: 'chef' })?.key ?? null;
    const calm = findBaseline(variants, { persona: 'calm' })?.key ?? null;
    expect(pairsOf({ baseline: chef, against: calm })).toEqual([
      'chef tofu|calm tofu|first',
      'chef rice|calm rice|first',
    ]);
  });

  it('are gone through from above, each answer once', () => {
    const pairs = toDiffPairs(rows, axes, { baseline: null, against: null });
    const heads = new Map(rows.map(({ trialId, head }) => [trialId, head]));
    expect(trialsOfPairs(pairs).map((id) => heads.get(id))).toEqual(rows.map(({ head }) => head));
  });

  it('leave out what has no answer', () => {
    const some = rows.map((row, at) => (at === 1 ? { ...row, textKey: null } : row));
    expect(pairsOf({ baseline: null, against: null }, some)).toHaveLength(3);
  });

  it('have each repeat beside the same repeat, and of one variant the later ones beside the first', () => {
    const repeated = [1, 2].flatMap((repeat) =>
      ['chef', 'calm'].map((persona) => toRow({ persona }, { text: `${persona} ${repeat}` }, repeat)),
    );
    const choice = { baseline: null, against: null };
    const heads = (of: typeof repeated) =>
      toDiffPairs(of, variedAxes(of), choice).map(({ base, other }) => `${base.head}|${other.head}`);
    expect(heads(repeated)).toEqual(['chef 1|calm 1', 'chef 2|calm 2']);
    const chef = repeated.filter(({ variant }) => variant['persona'] === 'chef');
    expect(heads(chef)).toEqual(['chef 1|chef 2']);
  });
});

describe('a baseline that a notebook names', () => {
  it('is the variant with these levels, and none where there is none such', () => {
    expect(findBaseline(variants, { persona: 'calm' })?.levels).toEqual({ persona: 'calm' });
    expect(findBaseline(variants, { persona: 'poet' })).toBeNull();
    expect(findBaseline(variants, null)).toBeNull();
  });
});
