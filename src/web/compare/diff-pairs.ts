import type { TrialRow } from '../../core/result-api.ts';
import type { Axis } from '../../core/notebook.ts';
import { toCanonicalJson, type Value, type Variant } from '../../core/trial.ts';
import { buildPivot, gridSpec, type PivotHead } from '../../core/pivot.ts';

/** Two answers that stand beside each other. */
export interface DiffPair {
  key: string;
  /** What was asked, by its levels; the first of its pairs says it. */
  asked: Variant;
  isFirstOfCase: boolean;
  base: TrialRow;
  other: TrialRow;
}

/** Whom a difference is of: a baseline, and one variant or (null) all others. Keys of {@link variantsOf}. */
export interface DiffChoice {
  baseline: string | null;
  against: string | null;
}

/** The trials of pairs as they are read, each once. */
export function trialsOfPairs(pairs: readonly DiffPair[]): string[] {
  return [...new Set(pairs.flatMap(({ base, other }) => [base.trialId, other.trialId]))];
}

/** What is compared: the variants that a case has, as columns of the grid, the leftmost first. */
export function variantsOf(trials: readonly TrialRow[], axes: readonly Axis[]): PivotHead[] {
  return buildPivot(trials, gridSpec(axes), axes).cols;
}

/** The variant that has the levels of a baseline as a notebook says it; null where none does. */
export function findBaseline(
  variants: readonly PivotHead[],
  baseline: Record<string, Value> | null,
): PivotHead | null {
  if (baseline === null) return null;
  const isMeant = ({ levels }: PivotHead): boolean =>
    Object.entries(baseline).every(
      ([name, level]) => toCanonicalJson(levels[name] ?? null) === toCanonicalJson(level),
    );
  return variants.find(isMeant) ?? null;
}

/**
 * The pairs of a difference, case by case: the baseline's answer and that of each other variant, the first repeat with the
 * first. Where there is but one variant, its later repeats are compared with the first.
 */
export function toDiffPairs(
  trials: readonly TrialRow[],
  axes: readonly Axis[],
  { baseline, against }: DiffChoice,
): DiffPair[] {
  const byId = new Map(trials.map((row) => [row.trialId, row]));
  const { rows, cols } = buildPivot(trials, gridSpec(axes), axes);
  const base = Math.max(
    0,
    cols.findIndex(({ key }) => key === baseline),
  );
  const answersAt = (ids: readonly string[] | undefined): TrialRow[] =>
    (ids ?? []).flatMap((id) => {
      const row = byId.get(id);
      return row && row.textKey !== null ? [row] : [];
    });
  return rows.flatMap(({ levels, slots }) => {
    const first = answersAt(slots[base]?.trialIds);
    const pairs: DiffPair[] = [];
    const add = (one: TrialRow | undefined, other: TrialRow | undefined): void => {
      if (!one || !other || one === other) return;
      const key = `${one.trialId} ${other.trialId}`;
      pairs.push({ key, asked: levels, isFirstOfCase: pairs.length === 0, base: one, other });
    };
    if (cols.length === 1) for (const other of first.slice(1)) add(first[0], other);
    for (const [col, slot] of slots.entries()) {
      const isWanted = col !== base && (against === null || cols[col]?.key === against);
      if (!isWanted) continue;
      for (const other of answersAt(slot?.trialIds))
        add(first.find(({ repeat }) => repeat === other.repeat) ?? first[0], other);
    }
    return pairs;
  });
}
