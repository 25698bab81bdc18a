import type { Text } from '../core/text.ts';

/** What can be wrong with what was asked of the workbench; each front door has its own way to say it. */
export type WorkbenchErrorKind =
  | 'no-folder' // the notebooks folder is not there
  | 'no-matrix' // the notebook has no matrix of that id
  | 'broken-matrix' // the matrix cannot be run as it is written
  | 'bad-selection' // `only` names an axis or level that the matrix does not have
  | 'nothing-to-run' // every trial that the mode asks for has its result
  | 'unpriced' // a limit on money is set, and what some trials can cost is not known
  | 'costly' // it may cost so much that it is asked about first
  | 'bad-budget' // what is set as a limit cannot be read
  | 'no-rate' // a limit in won is set, and no rate
  | 'no-run' // no run of that id can be resumed
  | 'running' // it is being run already, here or by another process
  | 'too-large' // what was asked for would be too large to be of use
  | 'cannot-serve'; // the page cannot be built, or the port is taken

/** A request that the workbench cannot fulfil, said for a person: what is wrong, and what to do next. */
export class WorkbenchError extends Error {
  override name = 'WorkbenchError';
  readonly kind: WorkbenchErrorKind;
  readonly text: Text;
  readonly hint: Text | null;

  constructor(kind: WorkbenchErrorKind, text: Text, hint: Text | null = null, cause?: unknown) {
    super(text.en, { cause });
    this.kind = kind;
    this.text = text;
    this.hint = hint;
  }
}
