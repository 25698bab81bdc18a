import type { Place } from './line-index.ts';
import type { Problem } from './notebook.ts';
import type { Text } from './text.ts';

/** Notes a problem at an offset of the notebook's text. */
export type Report = (severity: Problem['severity'], offset: number, message: Text) => void;

/** A report that writes into a list, for one cell (or, with null, the front matter). */
export function createReport(
  problems: Problem[],
  cell: number | null,
  toPlace: (offset: number) => Place,
): Report {
  return (severity, offset, message) => problems.push({ severity, ...toPlace(offset), cell, message });
}
