/** Whether an answer passed all of its checks; null where there is none, or where one could not be told and none failed. */
export function hasPassedAll(checks: readonly (boolean | null)[]): boolean | null {
  if (checks.includes(false)) return false;
  return checks.length === 0 || checks.includes(null) ? null : true;
}
