import stringWidth from 'string-width';
import { toPrintable } from './printable.ts';

/** A column of a plain-text table. */
export interface Column {
  title: string;
  align?: 'left' | 'right';
}

const GAP = '  ';

/** Pads to a width in terminal cells: a Hangul syllable takes two. Never cuts. */
export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/** Lines of a table: a title line, then one a row, aligned by what a terminal shows. Cells are one line each; newlines
 * in them become spaces. */
export function toColumns(columns: Column[], rows: string[][]): string[] {
  const cells = rows.map((row) =>
    columns.map((_, index) => toPrintable((row[index] ?? '').replaceAll(/\s*\n\s*/g, ' '))),
  );
  const widths = columns.map((column, index) =>
    Math.max(stringWidth(column.title), ...cells.map((row) => stringWidth(row[index] ?? ''))),
  );
  const toLine = (row: string[]) =>
    columns
      .map((column, index) => padTo(row[index] ?? '', widths[index] ?? 0, column.align))
      .join(GAP)
      .trimEnd();
  return [toLine(columns.map((column) => column.title)), ...cells.map(toLine)];
}
