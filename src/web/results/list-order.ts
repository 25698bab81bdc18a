import type { TrialRow } from '../../core/result-api.ts';
import type { Axis } from '../../core/notebook.ts';
import { STANDINGS } from '../../core/standing.ts';
import { toCanonicalJson, type LogprobsKind } from '../../core/trial.ts';
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
  | 'perplexity'
  | 'unsure'
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
    case 'unsure':
      return ({ figures }) => figures?.unsureShare ?? null;
    case 'confidence':
    case 'perplexity':
      // The one grows with the other.
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

/** Figures of probabilities: of two kinds they are not compared. */
const OF_PROBABILITIES: ReadonlySet<ListColumn> = new Set<ListColumn>(['confidence', 'perplexity', 'unsure']);
const KINDS: readonly (LogprobsKind | null)[] = ['raw', 'sampled', 'unknown', null];

// Many times quicker than localeCompare, which looks for its language anew for every two texts.
const COLLATOR = new Intl.Collator();

/** Rows in an order; what is unknown stands last whichever way it is sorted, equals stay in the matrix's order. Texts are
 * sorted by how they begin, equal ones stand together. Figures of probabilities are sorted within their kind, and the kinds
 * stand one after the other. */
export function sortResults(rows: readonly TrialRow[], order: ListOrder, axes: readonly Axis[]): TrialRow[] {
  const keyOf = sortKey(order.by, axes);
  const sign = order.isDescending ? -1 : 1;
  const kindOf = ({ figures }: TrialRow): number =>
    OF_PROBABILITIES.has(order.by) ? KINDS.indexOf(figures?.logprobsKind ?? null) : 0;
  return rows
    .map((row) => ({ row, key: keyOf(row), kind: kindOf(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
      if (a.kind !== b.kind) return a.kind - b.kind;
      if (typeof a.key === 'string' && typeof b.key === 'string')
        return sign * COLLATOR.compare(a.key, b.key);
      return sign * (Number(a.key) - Number(b.key));
    })
    .map(({ row }) => row);
}
