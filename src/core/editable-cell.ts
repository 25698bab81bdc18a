import type { Cell, DatasetCell, OtherCell } from './notebook.ts';
import { readCsv, readJsonl } from './read-table.ts';

/** A cell that cannot be used as it stands, as its own form shows it all the same: a persona or a prompt that is empty, a
 * template that breaks off while it is typed, a dataset whose ids are twice there. What only its source can mend stays. */
export function toEditable(cell: Cell): Cell {
  if (cell.kind !== 'other' || !cell.broken) return cell;
  const { language, broken: _, kind: __, ...source } = cell;
  const id = source.info['id'] ?? '';
  const name = source.info['name'] ?? id;
  if (id === '') return cell;
  if (language === 'persona') return { ...source, kind: 'persona', id, name, text: source.body };
  if (language === 'prompt') return { ...source, kind: 'prompt', id, name, turns: [], variables: [] };
  return language === 'dataset' ? (toDataset(cell, id) ?? cell) : cell;
}

function toDataset(cell: OtherCell, id: string): DatasetCell | null {
  const { language: _, broken: __, ...source } = cell;
  const { src, format = 'csv' } = source.info;
  if (src !== undefined || (format !== 'csv' && format !== 'jsonl')) return null;
  const { columns, rows, faults } = format === 'csv' ? readCsv(source.body) : readJsonl(source.body);
  if (columns.length === 0 || faults.some(({ isOfRows = false }) => !isOfRows)) return null;
  return { ...source, kind: 'dataset', id, format, src: null, columns, rows };
}
