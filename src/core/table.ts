import { toCsvChunks } from './csv.ts';
import type { CsvOptions, Table } from './csv.ts';
import type { RowContext } from './metric.ts';
import type { AssertCell, Axis, DatasetCell } from './notebook.ts';
import { shapeOf, toAxisColumns, toTidyTable } from './row.ts';
import type { RowOptions, TableShape } from './row.ts';
import { toTokenTable } from './token-table.ts';
import type { TrialRecord } from './trial.ts';
import { toWideTable, widestAxis } from './wide-table.ts';

export interface ExportOptions<R extends TrialRecord = TrialRecord> extends CsvOptions, RowOptions {
  /** Which columns there are; found by going through the records where it is not given. */
  shape?: TableShape | null;
  /** What is known of a record beside itself; asked once a row, as the row is made. */
  context?: (record: R) => RowContext;
  /** Lay the responses out by the levels of this axis instead; `true` for the one that {@link widestAxis} takes. */
  wide?: string | boolean;
  /** One row a token instead. */
  tokens?: boolean;
}

/** The columns of a matrix's table, the same whatever of it has been run. */
export function toTableShape({
  axes,
  dataset = null,
  asserts = [],
  alternatives = 0,
}: {
  axes: readonly Axis[];
  dataset?: DatasetCell | null;
  asserts?: readonly AssertCell[];
  alternatives?: number;
}): TableShape {
  // A dataset without ids has them made up, and they tell its rows apart.
  const vars = dataset ? [...new Set(['id', ...dataset.columns])] : [];
  const checks = [...new Set(asserts.flatMap((assert) => assert.checks.map(({ id }) => id)))];
  return { axes: toAxisColumns(axes.map(({ name }) => name)), vars, checks, alternatives };
}

function toTable<R extends TrialRecord>(
  records: Iterable<R>,
  shape: TableShape,
  options: ExportOptions<R>,
): Table {
  const { wide = false, tokens = false } = options;
  if (tokens) return toTokenTable(records, shape, options.context, options);
  if (wide === false) return toTidyTable(records, shape, options);
  const all = [...records];
  return toWideTable(all, shape, wide === true ? widestAxis(all) : wide, options.context);
}

/**
 * Records as CSV with FORMAT.md's columns, in chunks, the header first. Nothing but a chunk is held, so that an export
 * of any size can be sent while it is made: for that give the shape and let `records` be a generator.
 */
export function csvChunks<R extends TrialRecord>(
  records: Iterable<R>,
  shape: TableShape,
  options: Omit<ExportOptions<R>, 'shape'> = {},
): Generator<string> {
  return toCsvChunks(toTable(records, shape, options), options);
}

/** Records as one CSV text with FORMAT.md's columns. */
export function toCsv<R extends TrialRecord>(
  records: readonly R[],
  { shape = null, ...options }: ExportOptions<R> = {},
): string {
  return [...csvChunks(records, shape ?? shapeOf(records, options.context), options)].join('');
}
