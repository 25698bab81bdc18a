import type { TrialRow } from '../../core/result-api.ts';
import type { Axis } from '../../core/notebook.ts';
import { STANDINGS } from '../../core/standing.ts';
import { toCanonicalJson } from '../../core/trial.ts';
import { passShare } from './check-results.ts';

/** A column of the list: a figure, or `axis:` and the axis's name. */
export type ListColumn =
  | 'status'
  | 'text'
  | 'input'
  | 'output'
  | 'cost'
  | 'ttft'
  | 'total'
  | 'speed'
  | 'confidence'
  | 'repeat'
  | 'checks'
  | 'marks'
  | 'rating'
  | 'note'
  | `axis:${string}`;

export interface ListOrder {
  by: ListColumn;
  isDescending: boolean;
}

function sortKey(by: ListColumn, axes: readonly Axis[]): (row: TrialRow) => number | string | null {
  if (by.startsWith('axis:')) {
    const name = by.slice('axis:'.length);
    const levels = axes.find((axis) => axis.name === name)?.levels ?? [];
    const places = new Map(levels.map((level, index) => [toCanonicalJson(level), index]));
    return ({ variant }) => places.get(toCanonicalJson(variant[name] ?? null)) ?? null;
  }
  switch (by as Exclude<ListColumn, `axis:${string}`>) {
    case 'status':
      return ({ standing }) => STANDINGS.indexOf(standing);
    case 'text':
      return ({ head, textKey }) => (head === null ? null : `${head} ${textKey ?? ''}`);
    case 'output':
      return ({ figures }) => figures?.outputTokens ?? null;
    case 'cost':
      return ({ figures }) => figures?.costUsd ?? null;
    case 'ttft':
      return ({ figures }) => figures?.ttftMs ?? null;
    case 'total':
      return ({ figures }) => figures?.totalMs ?? null;
    case 'input':
      return ({ figures }) => figures?.inputTokens ?? null;
    case 'speed':
      return ({ figures }) => figures?.outputTokensPerS ?? null;
    case 'confidence':
      return ({ figures }) => (figures?.meanLogprob == null ? null : -figures.meanLogprob);
    case 'rating':
      return ({ annotation }) => annotation?.rating ?? null;
    case 'marks':
      // By the rating, and of equal ones what has a star first.
      return ({ annotation }) => annotation && (annotation.rating ?? 0) + (annotation.starred ? 0.5 : 0);
    case 'note':
      return ({ annotation }) => annotation?.note || null;
    case 'repeat':
      return ({ repeat }) => repeat;
    case 'checks':
      return ({ checks }) => passShare(checks);
  }
}

// Many times quicker than localeCompare, which looks for its language anew for every two texts.
const COLLATOR = new Intl.Collator();

/** Rows in an order; what is unknown stands last whichever way it is sorted, equals stay in the matrix's order. Texts are
 * sorted by how they begin, equal ones stand together. */
export function sortResults(rows: readonly TrialRow[], order: ListOrder, axes: readonly Axis[]): TrialRow[] {
  const keyOf = sortKey(order.by, axes);
  const sign = order.isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
      if (typeof a.key === 'string' && typeof b.key === 'string')
        return sign * COLLATOR.compare(a.key, b.key);
      return sign * (Number(a.key) - Number(b.key));
    })
    .map(({ row }) => row);
}
