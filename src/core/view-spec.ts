import type { Rating } from './annotation.ts';
import { toCanonicalJson, type LogprobsKind, type Value } from './trial.ts';

/** What a view can be narrowed to, by one word. */
export const SHOWN = [
  'all',
  'different',
  'done',
  'stale',
  'never',
  'error',
  'aborted',
  'skipped',
  'starred',
  'low-confidence',
  'failed-checks',
] as const;

export type Shown = (typeof SHOWN)[number];

/** Which results a view shows: those that meet all of it. */
export interface ViewFilter {
  show: Shown;
  /** The least rating; null for any, rated or not. */
  minRating: Rating | null;
  /** The least share of unsure tokens, 0 to 1 (see `LogprobStats`); null for any, known or not. */
  minUnsure: number | null;
  /** Of which kind the probabilities must be for that; null for any. */
  logprobs: LogprobsKind | null;
  /** All of these. */
  tags: string[];
  /** What the answer holds; empty for anything. */
  text: string;
}

/** In which order the list is. */
export interface ViewSort {
  /** A column's name. */
  by: string;
  isDescending: boolean;
}

/** How a view narrows, sorts and lays out results, beside its axes. */
export interface ViewSpec {
  filter: ViewFilter;
  sort: ViewSort | null;
  /** Columns of the list in their order; null for the page's choice. */
  columns: string[] | null;
  /** Levels of what the others are compared with; null for what stands leftmost. */
  baseline: Record<string, Value> | null;
}

/** Everything, as it comes. */
export const NO_FILTER: ViewFilter = {
  show: 'all',
  minRating: null,
  minUnsure: null,
  logprobs: null,
  tags: [],
  text: '',
};

/** A view of which nothing is said. */
export const NO_VIEW_SPEC: ViewSpec = { filter: NO_FILTER, sort: null, columns: null, baseline: null };

/** Whether a filter keeps everything. */
export function isNoFilter(filter: ViewFilter): boolean {
  return toCanonicalJson(filter) === toCanonicalJson(NO_FILTER);
}
