import type { Layout, ViewCell } from './notebook.ts';
import type { ViewSpec } from './view-spec.ts';

/** How the results of a matrix are shown: all that a view cell says. */
export interface ViewState extends ViewSpec {
  layout: Layout;
  rows: string | null;
  cols: string | null;
  split: string | null;
}

/** What a view cell says. */
export function stateOf({ layout, rows, cols, split, filter, sort, columns, baseline }: ViewCell): ViewState {
  return { layout, rows, cols, split, filter, sort, columns, baseline };
}
