import { randomBytes } from 'node:crypto';

/** A new run's id: when it began (UTC, to the second) and four random hex digits, so that ids sort by time. */
export function createRunId(nowMs: number): string {
  const [date = '', time = ''] = new Date(nowMs).toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`;
}
