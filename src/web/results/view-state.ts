import type { Layout, MatrixCell, ViewCell } from '../../core/notebook.ts';
import type { CellSource } from '../../core/notebook.ts';
import { toCanonicalJson } from '../../core/trial.ts';
import {
  NO_VIEW_SPEC,
  parseSpecText,
  toSpecText,
  writeViewSpec,
  type ViewSpec,
} from '../../core/view-spec.ts';
import { setYamlKey } from '../../core/yaml-edit.ts';

/** How the results of a matrix are shown: all that a view cell says. */
export interface ViewState extends ViewSpec {
  layout: Layout;
  rows: string | null;
  cols: string | null;
  split: string | null;
}

/** How results are shown where nobody has said anything. */
export const FIRST_VIEW: ViewState = {
  ...NO_VIEW_SPEC,
  layout: 'pivot',
  rows: null,
  cols: null,
  split: null,
};

const AXES = ['rows', 'cols', 'split'] as const;

/** What a view cell says. */
export function stateOf({ layout, rows, cols, split, filter, sort, columns, baseline }: ViewCell): ViewState {
  return { layout, rows, cols, split, filter, sort, columns, baseline };
}

/** The body of a view cell that says another state; only keys that change are written. */
export function writeState(body: string, before: ViewState, now: ViewState): string {
  let written = writeViewSpec(body, before, now);
  for (const key of AXES) {
    if (before[key] !== now[key]) written = setYamlKey(written, key, now[key] ?? undefined);
  }
  return written;
}

/** The text of a view cell that says a state. */
export function toViewText(matrix: Pick<MatrixCell, 'id'>, state: ViewState): string {
  let body = '';
  for (const key of AXES) if (state[key] !== null) body = setYamlKey(body, key, state[key]);
  body = writeViewSpec(body, NO_VIEW_SPEC, state);
  return `\`\`\`view of=${matrix.id} layout=${state.layout}\n${body}${body === '' || body.endsWith('\n') ? '' : '\n'}\`\`\`\n`;
}

/** Whether two states show the same. */
export function isSameState(one: ViewState, other: ViewState): boolean {
  return toCanonicalJson(one) === toCanonicalJson(other);
}

/** Where the state of a matrix without a view cell is kept, in this browser alone: looking changes no file. */
function keyOf(notebook: string, matrix: string): string {
  return `gamut.view ${matrix} ${notebook}`;
}

/** How a matrix without a view cell was shown last, in this browser. */
export function readKeptState(notebook: string, matrix: string, storage: Storage = localStorage): ViewState {
  const text = storage.getItem(keyOf(notebook, matrix));
  if (text === null) return FIRST_VIEW;
  try {
    const { layout, rows, cols, split, spec } = JSON.parse(text) as Partial<ViewState> & { spec?: unknown };
    const isLayout = ['list', 'grid', 'pivot', 'diff', 'blind'].includes(layout ?? '');
    return {
      ...parseSpecText(JSON.stringify(spec ?? {})),
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
  const spec: unknown = JSON.parse(toSpecText(state));
  if (isSameState(state, FIRST_VIEW)) storage.removeItem(keyOf(notebook, matrix));
  else storage.setItem(keyOf(notebook, matrix), JSON.stringify({ layout, rows, cols, split, spec }));
}

/** What changes in a view cell: another layout stands in its info string, all else in its body. */
export interface ViewEdit {
  cell: CellSource;
  layout: Layout | null;
  body: string | null;
}

/** The edit by which a view cell says another state. */
export function toViewEdit(view: ViewCell, now: ViewState): ViewEdit {
  const before = stateOf(view);
  const body = writeState(view.body, before, now);
  return {
    cell: view,
    layout: now.layout === before.layout ? null : now.layout,
    body: body === view.body ? null : body,
  };
}
