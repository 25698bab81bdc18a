import type { Cell, DatasetCell } from './notebook.ts';
import { readCsv, readJsonl } from './read-table.ts';

/** A dataset that cannot be used as it stands, because of its rows alone (ids that are twice there), as its table shows it; null
 * for any other cell. */
export function toEditableTable(cell: Cell): DatasetCell | null {
  if (cell.kind !== 'other' || !cell.broken || cell.language !== 'dataset') return null;
  const { language: _, broken: __, ...source } = cell;
  const id = source.info['id'] ?? '';
  if (id === '') return null;
  const { src, format = 'csv' } = source.info;
  if (src !== undefined || (format !== 'csv' && format !== 'jsonl')) return null;
  const { columns, rows, faults } = format === 'csv' ? readCsv(source.body) : readJsonl(source.body);
  if (columns.length === 0 || faults.some(({ isOfRows = false }) => !isOfRows)) return null;
  const label = columns.find((name) => name === source.info['label']) ?? null;
  return { ...source, kind: 'dataset', id, format, src: null, label, columns, rows };
}
