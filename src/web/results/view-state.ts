import { toCanonicalJson } from '../../core/trial.ts';
import { type ViewState } from '../../core/view-state.ts';
import { NO_FILTER, NO_VIEW_SPEC, SHOWN, type ViewSpec } from '../../core/view-spec.ts';

/** How results are shown where nobody has said anything. */
export const FIRST_VIEW: ViewState = {
  ...NO_VIEW_SPEC,
  layout: 'pivot',
  rows: null,
  cols: null,
  split: null,
};

/** Whether two states show the same. */
export function isSameState(one: ViewState, other: ViewState): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other);
}

/** Where the state of a matrix without a view cell is kept, in this browser alone: looking changes no file. */
export function stateKey(notebook: string, matrix: string): string {
  return `gamut.view ${matrix} ${notebook}`;
}

/** How a matrix without a view cell was shown last, in this browser. */
export function readKeptState(notebook: string, matrix: string, storage: Storage = localStorage): ViewState {
  const text = storage.getItem(stateKey(notebook, matrix));
  if (text === null) return FIRST_VIEW;
  try {
    const { layout, rows, cols, split, spec } = JSON.parse(text) as Partial<ViewState> & { spec?: unknown };
    const isLayout = ['list', 'grid', 'pivot', 'diff', 'blind'].includes(layout ?? '');
    return {
      ...readSpec(spec),
      layout: isLayout && layout ? layout : FIRST_VIEW.layout,
      rows: rows ?? null,
      cols: cols ?? null,
      split: split ?? null,
    };
  } catch {
    return FIRST_VIEW;
  }
}

/** Keeps how a matrix without a view cell is shown. */
export function keepState(
  notebook: string,
  matrix: string,
  state: ViewState,
  storage: Storage = localStorage,
): void {
  const { layout, rows, cols, split } = state;
  const { filter, sort, columns, baseline } = state;
  const spec: ViewSpec = { filter, sort, columns, baseline };
  if (isSameState(state, FIRST_VIEW)) storage.removeItem(stateKey(notebook, matrix));
  else storage.setItem(stateKey(notebook, matrix), JSON.stringify({ layout, rows, cols, split, spec }));
}

/** A spec as it was kept; what is none is left out. */
function readSpec(kept: unknown): ViewSpec {
  if (typeof kept !== 'object' || kept === null) return NO_VIEW_SPEC;
  const { filter, sort, columns, baseline } = kept as Partial<ViewSpec>;
  const isFilter =
    SHOWN.some((shown) => shown === filter?.show) &&
    Array.isArray(filter?.tags) &&
    typeof filter.text === 'string';
  return {
    filter: filter && isFilter ? { ...NO_FILTER, ...filter } : NO_FILTER,
    sort: typeof sort?.by === 'string' ? sort : null,
    columns: Array.isArray(columns) && columns.every((one) => typeof one === 'string') ? columns : null,
    baseline: typeof baseline === 'object' ? (baseline ?? null) : null,
  };
}
