import type { CellValue, Table } from './csv.ts';
import type { RowContext } from './metric.ts';
import { toCell, toKeys } from './row.ts';
import type { TableShape } from './row.ts';
import { toCanonicalJson } from './trial.ts';
import type { TrialRecord } from './trial.ts';

interface WideRow {
  keys: Record<string, CellValue>;
  /** By the name of the level's column. */
  cells: Map<string, TrialRecord>;
}

/** The axis that best stands in the columns where none was chosen: the last one with several levels, which is the
 * innermost swept parameter; a dataset's rows only where nothing else varies. */
export function widestAxis(records: Iterable<TrialRecord>): string {
  const levels = new Map<string, Set<string>>();
  for (const { trial } of records) {
    for (const [name, level] of Object.entries(trial.variant)) {
      const known = levels.get(name) ?? new Set();
      levels.set(name, known.add(toCanonicalJson(level)));
    }
  }
  const swept = [...levels].flatMap(([name, known]) => (known.size > 1 ? [name] : []));
  return swept.findLast((name) => name !== 'row') ?? swept.at(-1) ?? 'model';
}

function responseOf({ outcome }: TrialRecord): CellValue {
  return outcome.status === 'done' ? outcome.completion.text : null;
}

/**
 * The pivot: a column `axis=level` for each level of one axis, with the response in it; a row for each combination of
 * the others and repeat. Trials without an answer have an empty cell. Of several records of one place the one that was
 * started last stands. All records are held at once.
 */
export function toWideTable<R extends TrialRecord>(
  records: Iterable<R>,
  shape: TableShape,
  axis: string,
  context: (record: R) => RowContext = () => ({}),
): Table {
  const names = new Set<string>();
  const levels = new Set<string>();
  const rows = new Map<string, WideRow>();
  for (const record of records) {
    const keys = toKeys(record, shape, context(record));
    delete keys[axis];
    if (axis === 'persona') delete keys['persona_name'];
    // The variables vary with the dataset's rows: beside columns of rows they would split every line.
    if (axis === 'row') for (const name of shape.vars) delete keys[`var.${name}`];
    const column = `${axis}=${toCell(record.trial.variant[axis]) ?? ''}`;
    levels.add(column);
    for (const name of Object.keys(keys)) names.add(name);
    const key = toCanonicalJson(keys);
    let row = rows.get(key);
    if (!row) rows.set(key, (row = { keys, cells: new Map() }));
    const other = row.cells.get(column);
    if (!other || other.startedAt <= record.startedAt) row.cells.set(column, record);
  }
  return {
    columns: [...names, ...levels],
    rows: [...rows.values()].map(({ keys, cells }) => [
      ...[...names].map((name) => keys[name] ?? null),
      ...[...levels].map((level) => {
        const record = cells.get(level);
        return record ? responseOf(record) : null;
      }),
    ]),
  };
}
