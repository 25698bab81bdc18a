import type { DatasetCell } from './notebook.ts';
import type { TableDeed } from './table-deed.ts';

/** The column that names a dataset's rows after a deed on its table: the same one under its new name, none where it is gone. */
export function labelAfter(
  { label, columns }: Pick<DatasetCell, 'label' | 'columns'>,
  deed: TableDeed,
): string | null {
  if (label === null) return null;
  switch (deed.do) {
    case 'rename-column':
      return columns[deed.at] === label ? deed.name : label;
    case 'remove-column':
      return columns[deed.at] === label ? null : label;
    case 'replace':
      return deed.columns.includes(label) ? label : null;
    default:
      return label;
  }
}
