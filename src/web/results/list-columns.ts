import { msg } from '@lit/localize';
import type { Axis, Notebook } from '../../core/notebook.ts';
import type { TrialRow } from '../../core/result-api.ts';
import type { ViewSort } from '../../core/view-spec.ts';
import { axisLabel, levelLabel } from './axis-label.ts';
import type { ListColumn, ListOrder } from './list-order.ts';

/** Columns that every list can have, by the names that notebooks give them. */
const NAMES: Record<string, Exclude<ListColumn, `axis:${string}`>> = {
  status: 'status',
  repeat: 'repeat',
  response: 'text',
  checks: 'checks',
  input: 'input',
  output: 'output',
  cost: 'cost',
  first_token: 'ttft',
  time: 'total',
  speed: 'speed',
  confidence: 'confidence',
  perplexity: 'perplexity',
  unsure: 'unsure',
  marks: 'marks',
  rating: 'rating',
  note: 'note',
};

/** A column of the list as it is shown. */
export interface ColumnHead {
  by: ListColumn;
  label: string;
  isFigure: boolean;
  /** In CSS, as of a grid's columns. */
  width: string;
  /** The least it takes, CSS pixels. */
  least: number;
}

/** What the columns of a list are of. */
export interface ListShape {
  axes: readonly Axis[];
  notebook: Notebook;
  hasRepeats: boolean;
  hasChecks: boolean;
  /** Whether anything is said of any result. */
  hasMarks: boolean;
}

/** The name by which a notebook knows a column. */
export function toColumnName(column: ListColumn): string {
  if (column.startsWith('axis:')) return column.slice('axis:'.length);
  return Object.keys(NAMES).find((name) => NAMES[name] === column) ?? column;
}

/** The column that a notebook names; null where the list can have none such. */
export function toColumn(name: string, axes: readonly Axis[]): ListColumn | null {
  return NAMES[name] ?? (axes.some((axis) => axis.name === name) ? `axis:${name}` : null);
}

/** The order that a notebook names; null where the list has no such column. */
export function toOrder(sort: ViewSort | null, axes: readonly Axis[]): ListOrder | null {
  const by = sort && toColumn(sort.by, axes);
  return by ? { by, isDescending: sort.isDescending } : null;
}

/** All columns that a list can have, in the order in which they are offered. */
export function allColumns({ axes }: Pick<ListShape, 'axes'>): ListColumn[] {
  const [first = 'status', ...rest] = Object.values(NAMES);
  return [first, ...axes.map(({ name }): ListColumn => `axis:${name}`), ...rest];
}

/** The columns that are shown: those that were chosen, else what there is something to show of. */
export function shownColumns(chosen: readonly string[] | null, shape: ListShape): ListColumn[] {
  const { axes, hasRepeats, hasChecks, hasMarks } = shape;
  const known = [...new Set(chosen ?? [])].flatMap((name) => toColumn(name, axes) ?? []);
  if (known.length > 0) return known;
  return [
    'status',
    ...axes.map(({ name }): ListColumn => `axis:${name}`),
    ...(hasRepeats ? (['repeat'] as const) : []),
    'text',
    ...(hasChecks ? (['checks'] as const) : []),
    ...(hasMarks ? (['marks'] as const) : []),
    'output',
    'cost',
    'ttft',
    'total',
  ];
}

/** About how wide a label is, CSS pixels: Hangul and the like are twice as wide. */
function labelWidth(label: string): number {
  return Array.from(label).reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) >= 0x1100 ? 13 : 6.9), 0);
}

/** A name in a head with what points which way it is sorted; it is smaller than what stands below it. */
function headWidth(label: string): number {
  return labelWidth(label) * 0.94 + 30;
}

/** As wide as the longest level needs, within bounds; CSS pixels. */
function axisWidth(name: string, { axes, notebook }: ListShape): number {
  const levels = axes.find((axis) => axis.name === name)?.levels ?? [];
  // Of thousands of levels the first few hundred tell.
  const labels = levels.slice(0, 300).map((level) => levelLabel(notebook, name, level));
  const widths = labels.map((label) => 24 + labelWidth(label));
  return Math.round(Math.min(160, Math.max(72, headWidth(axisLabel(name)), ...widths)));
}

/** What a column is called. */
export function columnLabel(column: ListColumn): string {
  if (column.startsWith('axis:')) return axisLabel(column.slice('axis:'.length));
  switch (column as Exclude<ListColumn, `axis:${string}`>) {
    case 'status':
      return msg('status');
    case 'repeat':
      return msg('repeat no.');
    case 'text':
      return msg('response');
    case 'checks':
      return msg('checks');
    case 'input':
      return msg('tokens in');
    case 'output':
      return msg('tokens out');
    case 'cost':
      return msg('cost');
    case 'ttft':
      return msg('first token');
    case 'total':
      return msg('time');
    case 'speed':
      return msg('tokens/s');
    case 'confidence':
      return msg('bits/token');
    case 'perplexity':
      return msg('perplexity');
    case 'unsure':
      return msg('unsure tokens');
    case 'marks':
      return msg('marks');
    case 'rating':
      return msg('rating');
    case 'note':
      return msg('note');
  }
}

const WIDTHS: Record<Exclude<ListColumn, `axis:${string}`>, [width: string, least: number]> = {
  status: ['92px', 92],
  repeat: ['64px', 64],
  // What was answered comes first: it has most of the room, and other columns go beyond the edge before it is narrow.
  text: ['minmax(280px, 2fr)', 280],
  checks: ['minmax(110px, 0.3fr)', 110],
  input: ['82px', 82],
  output: ['82px', 82],
  cost: ['92px', 92],
  ttft: ['88px', 88],
  total: ['70px', 70],
  speed: ['84px', 84],
  confidence: ['88px', 88],
  perplexity: ['92px', 92],
  unsure: ['104px', 104],
  marks: ['150px', 150],
  rating: ['70px', 70],
  note: ['minmax(140px, 0.6fr)', 140],
};

const FIGURES: ReadonlySet<ListColumn> = new Set<ListColumn>([
  'repeat',
  'input',
  'output',
  'cost',
  'ttft',
  'total',
  'speed',
  'confidence',
  'perplexity',
  'unsure',
  'rating',
]);

/** A column as the head of the list shows it. */
export function toHead(by: ListColumn, shape: ListShape): ColumnHead {
  const isAxis = by.startsWith('axis:');
  const least = isAxis ? axisWidth(by.slice('axis:'.length), shape) : 0;
  const [width, atLeast] = isAxis
    ? [`${least}px`, least]
    : WIDTHS[by as Exclude<ListColumn, `axis:${string}`>];
  const label = columnLabel(by);
  if (!FIGURES.has(by) || isAxis) return { by, label, isFigure: FIGURES.has(by), width, least: atLeast };
  // A figure's column is as wide as its name.
  const fits = Math.max(atLeast, Math.round(headWidth(label)));
  return { by, label, isFigure: true, width: `${fits}px`, least: fits };
}

/** Whether anything is said of any of these results. */
export function hasMarks(rows: readonly TrialRow[]): boolean {
  return rows.some(({ annotation }) => annotation !== null);
}
