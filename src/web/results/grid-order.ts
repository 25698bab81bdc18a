import type { Pivot } from '../../core/pivot.ts';
import type { TrialRow } from '../../core/result-api.ts';

/** Where trials stand in an order, by id. */
export function ranksOf(sorted: readonly Pick<TrialRow, 'trialId'>[]): ReadonlyMap<string, number> {
  return new Map(sorted.map(({ trialId }, rank) => [trialId, rank]));
}

/** The trials of a pivot as they are read: row by row, the repeats that share a place one after the other. */
export function trialsOf({ rows }: Pivot): string[] {
  return rows.flatMap(({ slots }) => slots.flatMap((slot) => slot?.trialIds ?? []));
}

/** The places of items in the order of their ranks; equals stay as they stood. */
function placesByRank<T>(items: readonly T[], rankOf: (item: T, place: number) => number): number[] {
  const ranks = items.map(rankOf);
  return items.map((_, place) => place).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b);
}

/**
 * A pivot whose rows stand in the order in which the first trial of each comes by `ranks`: sorted by cost from the least, the
 * row that holds the cheapest answer is the first. Of a single row the columns stand so instead. The same pivot where nothing
 * moves.
 */
export function orderPivot(pivot: Pivot, ranks: ReadonlyMap<string, number>): Pivot {
  const { rows, cols } = pivot;
  const rankOf = (slot: Pivot['rows'][number]['slots'][number] | undefined) =>
    Math.min(Infinity, ...(slot?.trialIds ?? []).map((id) => ranks.get(id) ?? Infinity));
  const isInPlace = (places: readonly number[]) => places.every((place, at) => place === at);
  if (rows.length > 1) {
    const places = placesByRank(rows, ({ slots }) => Math.min(Infinity, ...slots.map(rankOf)));
    return isInPlace(places) ? pivot : { cols, rows: places.flatMap((place) => rows[place] ?? []) };
  }
  const places = placesByRank(cols, (_, col) => rankOf(rows[0]?.slots[col]));
  if (isInPlace(places)) return pivot;
  return {
    cols: places.flatMap((place) => cols[place] ?? []),
    rows: rows.map((row) => ({ ...row, slots: places.map((place) => row.slots[place] ?? null) })),
  };
}
