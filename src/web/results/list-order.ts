import type { ResultView } from '../../core/api.ts';
import type { Axis } from '../../core/notebook.ts';
import { STANDINGS } from '../../core/standing.ts';
import { toCanonicalJson } from '../../core/trial.ts';
import type { CheckOutcome } from './check-results.ts';
import { figuresOf, textOf } from './result-figures.ts';

/** A column of the list: a figure, or `axis:` and the axis's name. */
export type ListColumn =
  'status' | 'text' | 'output' | 'cost' | 'ttft' | 'total' | 'repeat' | 'checks' | `axis:${string}`;

export interface ListOrder {
  by: ListColumn;
  isDescending: boolean;
}

function sortKey(
  by: ListColumn,
  axes: readonly Axis[],
  checksOf: (result: ResultView) => CheckOutcome[],
): (result: ResultView) => number | string | null {
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
      return ({ record }) => textOf(record) || null;
    case 'output':
      return ({ record }) => figuresOf(record).outputTokens;
    case 'cost':
      return ({ record }) => figuresOf(record).costUsd;
    case 'ttft':
      return ({ record }) => record?.ttftMs ?? null;
    case 'total':
      return ({ record }) => record?.totalMs ?? null;
    case 'repeat':
      return ({ repeat }) => repeat;
    case 'checks':
      return (result) => {
        const checks = checksOf(result);
        return checks.length === 0
          ? null
          : checks.filter((check) => check.pass === true).length / checks.length;
      };
  }
}

/** Results in an order; what is unknown stands last whichever way it is sorted, equals stay in the matrix's order. */
export function sortResults(
  results: readonly ResultView[],
  order: ListOrder,
  axes: readonly Axis[],
  checksOf: (result: ResultView) => CheckOutcome[] = () => [],
): ResultView[] {
  const keyOf = sortKey(order.by, axes, checksOf);
  const sign = order.isDescending ? -1 : 1;
  return results
    .map((result) => ({ result, key: keyOf(result) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return a.key === b.key ? 0 : a.key === null ? 1 : -1;
      if (typeof a.key === 'string' && typeof b.key === 'string') return sign * a.key.localeCompare(b.key);
      return sign * (Number(a.key) - Number(b.key));
    })
    .map(({ result }) => result);
}
