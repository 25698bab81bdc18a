import type { Place } from './line-index.ts';
import type { Problem } from './notebook.ts';
import type { Text } from './text.ts';
import type { Value } from './trial.ts';

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

/** What reading a cell needs besides its source. */
export interface ReadContext {
  files: Record<string, string>;
  /** Why other files could not be read. */
  fileErrors: Record<string, Text>;
  defaults: Record<string, Value>;
  report: Report;
  /** Offset in the file of an info value; of the fence where it was not written. */
  offsetOfInfo(key: string): number;
}
