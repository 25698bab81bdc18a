import type { TrialRow } from '../../core/result-api.ts';

/** What answers may be narrowed to: those that failed a check, or (null) any. */
export interface FailedCheck {
  check: string | null;
}

/** Whether two of them mean the same. */
export function isSameFailed(a: FailedCheck | null, b: FailedCheck | null): boolean {
  return a?.check === b?.check;
}

/** Tells which answers failed; null where the check is none of `checks`, the checks that the rows have in their order. */
export function toFailedTest(
  { check }: FailedCheck,
  checks: readonly string[],
): ((row: Pick<TrialRow, 'standing' | 'checks'>) => boolean) | null {
  if (check === null) return (row) => row.standing === 'done' && row.checks.includes(false);
  const place = checks.indexOf(check);
  return place < 0 ? null : (row) => row.standing === 'done' && row.checks[place] === false;
}
