import { toCanonicalJson, type Value } from './trial.ts';
import type { CellSource, Layout, MatrixCell, ViewCell } from './notebook.ts';
import { stateOf, type ViewState } from './view-state.ts';
import { isNoFilter, NO_VIEW_SPEC, type ViewSpec } from './view-spec.ts';
import { setYamlKey } from './yaml-edit.ts';

/** The values that the keys of a view's body have for a spec; undefined for a key that says nothing. */
function toWritten(spec: ViewSpec): Record<keyof ViewSpec, Value | undefined> {
  const { filter, sort, columns, baseline } = spec;
  const { show, minRating, minUnsure, logprobs, tags, text } = filter;
  const parts: Record<string, Value> = {};
  if (show !== 'all') parts['show'] = show;
  if (minRating !== null) parts['min_rating'] = minRating;
  if (minUnsure !== null) parts['min_unsure'] = minUnsure;
  if (logprobs !== null) parts['logprobs'] = logprobs;
  if (tags.length > 0) parts['tags'] = tags;
  if (text !== '') parts['text'] = text;
  const isWord = Object.keys(parts).length === 1 && show !== 'all';
  return {
    filter: isNoFilter(filter) ? undefined : isWord ? show : parts,
    sort: sort ? `${sort.isDescending ? '-' : ''}${sort.by}` : undefined,
    columns: columns ?? undefined,
    baseline: baseline ?? undefined,
  };
}

/** A view's body that says a spec; only the keys that it says anew are written. Throws where the body is no YAML map. */
export function writeViewSpec(body: string, before: ViewSpec, spec: ViewSpec): string {
  const was = toWritten(before);
  const is = toWritten(spec);
  let written = body;
  for (const key of ['filter', 'sort', 'columns', 'baseline'] as const) {
    if (toCanonicalJson(was[key]) !== toCanonicalJson(is[key])) written = setYamlKey(written, key, is[key]);
  }
  return written;
}

const AXES = ['rows', 'cols', 'split'] as const;

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
