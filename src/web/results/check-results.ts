import type { LeanRecord, ResultView } from '../../core/api.ts';
import { runCheck } from '../../core/check.ts';
import { cellsOf, findCell, type Check, type MatrixCell, type Notebook } from '../../core/notebook.ts';
import type { Text } from '../../core/text.ts';

/** What one check says of one answer. */
export interface CheckOutcome {
  id: string;
  /** null where it could not be told. */
  pass: boolean | null;
  detail: Text;
}

/** The checks of a matrix, of all its assert cells. */
export function checksFor(notebook: Notebook, matrixId: string): Check[] {
  return cellsOf(notebook, 'assert').flatMap((cell) => (cell.of === matrixId ? cell.checks : []));
}

/** Makes what runs a matrix's checks on an answer; each answer is checked once. Failed trials have no outcomes. */
export function createChecks(notebook: Notebook, matrix: MatrixCell): (result: ResultView) => CheckOutcome[] {
  const checks = checksFor(notebook, matrix.id);
  const rows = matrix.data === null ? [] : (findCell(notebook, 'dataset', matrix.data)?.rows ?? []);
  const vars = new Map(rows.map((row) => [row.id, row.vars]));
  const known = new WeakMap<LeanRecord, CheckOutcome[]>();
  return ({ record, variant }) => {
    if (checks.length === 0 || record?.outcome.status !== 'done') return [];
    let outcomes = known.get(record);
    if (!outcomes) {
      const { completion } = record.outcome;
      const rowVars = vars.get(String(variant['row'] ?? '')) ?? {};
      outcomes = checks.map((check) => ({ id: check.id, ...runCheck(check, completion, rowVars) }));
      known.set(record, outcomes);
    }
    return outcomes;
  };
}
